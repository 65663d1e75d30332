"""A worker's sign of life, given while it works."""

import threading
from datetime import datetime

from django.db import close_old_connections, connection
from django.db.utils import OperationalError

from groundswell.jobs.models import WorkerBeat
from groundswell.jobs.rules import DEAD_AFTER, may_judge
from groundswell.kit import clock

PAUSE = DEAD_AFTER.total_seconds() / 6
REMEMBERED = 20


class Beats:
    """Writes the worker's beat from a thread of its own until stopped."""

    def __init__(self, worker_id: str) -> None:
        self.worker_id = worker_id
        self.seen: list[datetime] = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="beats", daemon=True)

    def start(self) -> None:
        """The first beat is written before this returns, so no job is ever run by an unknown worker."""
        self.beat()
        self._thread.start()

    def stop(self) -> None:
        """No more beats; the worker's row goes."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(timeout=5)
        WorkerBeat.objects.filter(worker_id=self.worker_id).delete()

    def beat(self) -> None:
        now = clock.now()
        WorkerBeat.objects.update_or_create(worker_id=self.worker_id, defaults={"beat_at": now})
        self.seen = [*self.seen[-REMEMBERED:], now]

    def may_judge_others(self) -> bool:
        """See `rules.may_judge`."""
        return may_judge(self.seen, clock.now())

    def _run(self) -> None:
        while not self._stop.wait(PAUSE):
            close_old_connections()
            try:
                self.beat()
            except OperationalError:
                continue
        connection.close()
