"""What shops sent becomes orders within seconds, however long the job is that the worker has in hand."""

import threading

import structlog
from django.db import close_old_connections, connection

from groundswell.links.deliveries import load_deliveries
from groundswell.links.services import process_waiting

log = structlog.get_logger("groundswell.jobs")
LOOK_EVERY = 1.0
MOST = 1000


class Arrivals:
    """Loads and processes shops' events in a thread of its own until stopped."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="arrivals", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """What is in hand is finished first."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(timeout=10)

    def _run(self) -> None:
        busy = False
        while not self._stop.wait(0 if busy else LOOK_EVERY):
            close_old_connections()
            try:
                load_deliveries()
                busy = process_waiting(MOST) >= MOST
            except Exception:  # a thread that ends would leave orders waiting until the next start
                log.exception("arrivals.failed")
                busy = False
        connection.close()
