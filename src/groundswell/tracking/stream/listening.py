"""Reading the live stream for as long as the worker runs; one process at a time."""

import random
import threading
import time

import structlog
from django.conf import settings
from django.db import close_old_connections, connection
from django.db.utils import OperationalError

from groundswell.kit import clock
from groundswell.kit.errors import GroundswellError
from groundswell.platforms.bluesky.jetstream import News, Stream
from groundswell.platforms.bluesky.socket import Lines, lines, subscription
from groundswell.platforms.services import Opened, open_connector
from groundswell.tracking.models import StreamPosition
from groundswell.tracking.stream.position import hold, note
from groundswell.tracking.stream.storing import store
from groundswell.tracking.stream.watched import NETWORK, Watched, stream_address, watched

WATCH_SECONDS = 15.0  # how long a new monitor waits until the stream knows of it
FLUSH_SECONDS, FLUSH_NEWS = 2.0, 25
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 300.0
IDLE_PAUSE = 10.0
REPLAY = 5_000_000  # µs read again after a break; events come at least once
log = structlog.get_logger("groundswell.stream")


class Listener:
    """Listens in a thread of its own until stopped; after a break it connects again, later each time."""

    def __init__(self, holder: str) -> None:
        self._holder = holder
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="stream", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """What was told is stored; another process may go on."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(timeout=10)

    def _run(self) -> None:
        breaks = 0
        while not self._stop.is_set():
            close_old_connections()
            why = ""
            try:
                listen_once(self._holder, self._stop)
            except (GroundswellError, OperationalError) as error:
                why = str(error)
            except Exception as error:  # a thread that ends would leave the stream unread until the next start
                log.exception("stream.failed")
                why = repr(error)
            breaks = breaks + 1 if why else 0
            note(why)
            pause = min(FIRST_PAUSE * 2**breaks, LONGEST_PAUSE) if why else IDLE_PAUSE
            self._stop.wait(pause * (1 + random.random() / 4))  # noqa: S311  # spreading load, no secret
        connection.close()


def listen_once(holder: str, stop: threading.Event) -> bool:
    """Connects and reads until the connection breaks (`Unreachable`), the watch changes or `stop` is set.

    False at once when there is nothing to watch for, no stream to read, or another process reads it.
    """
    address, wanted = stream_address(), watched()
    if not address or not wanted.anything or not hold(holder):
        return False
    position = StreamPosition.objects.get(connector=NETWORK)
    stream = Stream(wanted.watch, cursor=max(position.cursor - REPLAY, 0))
    whole = subscription(address, cursor=stream.cursor, authors=wanted.authors)
    try:
        with open_connector(NETWORK) as opened, lines(whole, allow_private=settings.ALLOW_PRIVATE_ADDRESSES) as socket:
            StreamPosition.objects.filter(connector=NETWORK).update(connected_at=clock.now(), message="")
            Reading(opened, stream, wanted, holder).read(socket, stop)
    finally:
        StreamPosition.objects.filter(connector=NETWORK, holder=holder).update(connected_at=None, held_at=None)
    return True


class Reading:
    """One connection, from its first line to its end."""

    def __init__(self, opened: Opened, stream: Stream, wanted: Watched, holder: str) -> None:
        self._opened, self._stream, self._wanted, self._holder = opened, stream, wanted, holder
        self._news: list[News] = []
        self._flushed = self._looked = time.monotonic()
        self._stored = stream.cursor

    def read(self, socket: Lines, stop: threading.Event) -> None:
        """Stores what is told every two seconds, or 25 at a time."""
        try:
            while not stop.is_set() and self._still_wanted():
                line = socket.next(FLUSH_SECONDS / 2)
                if line is not None and (found := self._stream.read(line)) is not None:
                    self._news.append(found)
                if len(self._news) >= FLUSH_NEWS or time.monotonic() - self._flushed > FLUSH_SECONDS:
                    self._flush()
        finally:
            self._flush()

    def _flush(self) -> None:
        self._flushed = time.monotonic()
        if self._stream.cursor > self._stored or self._news:
            store(self._opened, self._news, self._stream.cursor)
            self._news, self._stored = [], self._stream.cursor

    def _still_wanted(self) -> bool:
        """Looks anew at what is watched for now and then; other accounts to name need another connection."""
        if time.monotonic() - self._looked < WATCH_SECONDS:
            return True
        self._looked = time.monotonic()
        wanted = watched()
        self._stream.watch = wanted.watch
        same = set(wanted.authors) == set(self._wanted.authors)
        return same and wanted.anything and bool(stream_address()) and hold(self._holder)
