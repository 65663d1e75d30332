"""Brings accounts up to date with their networks, the most valuable first, within the budgets."""

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from functools import partial

import structlog

from groundswell.creators.models import Account, Creator, NetworkPass
from groundswell.creators.network import check_account, look_at_posts, refresh_account
from groundswell.creators.network.adding import follow_own_account
from groundswell.creators.network.refreshing import note_failure
from groundswell.kit import clock
from groundswell.kit.errors import GroundswellError
from groundswell.platforms.errors import BudgetSpent, Paused, SignInRefused, Slow
from groundswell.platforms.facts import ProfileFacts
from groundswell.platforms.port import ReadsManyProfiles
from groundswell.platforms.queries import ready_connectors
from groundswell.platforms.registry import plugin_for, plugins
from groundswell.platforms.services import Opened, open_connector
from groundswell.tracking.value import Due, due_accounts, due_looks

STOPS = (BudgetSpent, SignInRefused, Paused)
SLOW_IN_A_ROW = 3
AT_ONCE = 25  # profiles looked up together
log = structlog.get_logger("groundswell.tracking")


@dataclass(slots=True)
class Run:
    """What one run did: accounts brought up to date, posts that are new or gone, errors by code."""

    accounts: int = 0
    new: int = 0
    gone: int = 0
    errors: Counter[str] = field(default_factory=Counter)

    def as_dict(self) -> dict[str, object]:
        return {"accounts": self.accounts, "new_posts": self.new, "gone_posts": self.gone, "errors": dict(self.errors)}


class Refresher:
    """One run over several accounts; each connector is opened once. A connector whose budget is spent, whose keys are
    refused or that asks for patience again and again is left alone for the rest of the run."""

    def __init__(self) -> None:
        self.run = Run()
        self._stack = ExitStack()
        self._open: dict[str, Opened] = {}
        self._slow: Counter[str] = Counter()
        self._stopped: set[str] = set()
        self._told: dict[str, Mapping[str, ProfileFacts | None]] = {}

    def __enter__(self) -> "Refresher":
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def look_up(self, some: Sequence[Due]) -> None:
        """Reads the profiles of those together whose network tells many for the price of one. What goes wrong here
        comes up again, and is noted, when each is asked for."""
        self._told = {}
        wanted: dict[str, list[str]] = {}
        for due in some:
            plugin = plugin_for(due.account.platform)
            if plugin and plugin.name not in self._stopped and due.account.external_id and due.what != "follow":
                wanted.setdefault(plugin.name, []).append(due.account.external_id)
        for name, ids in wanted.items():
            with suppress(GroundswellError):
                connector = self._opened(name).connector
                if len(ids) > 1 and isinstance(connector, ReadsManyProfiles):
                    self._told[name] = connector.profiles(ids)

    def do_all(self, waiting: Sequence[Due], *, until: float) -> None:
        """One after another, in order, until that moment (of `time.monotonic`)."""

        def next_one(at: int) -> Due | None:
            return waiting[at] if at < len(waiting) and time.monotonic() <= until else None

        for at, due in enumerate(waiting):
            if at % AT_ONCE == 0:
                self.look_up(waiting[at : at + AT_ONCE])
            if time.monotonic() > until:
                break
            self.do(due, partial(next_one, at + 1))

    def do(self, due: Due, after: Callable[[], Due | None] = lambda: None) -> None:
        """Does what is due; what goes wrong is counted and noted with the account, never raised. `after` is what will
        be done next, asked late."""
        plugin = plugin_for(due.account.platform)
        if plugin is None or plugin.name in self._stopped:
            return
        try:
            self._do(self._opened(plugin.name), due, after)
        except GroundswellError as error:
            self.run.errors[error.code] += 1
            self._slow[plugin.name] = self._slow[plugin.name] + 1 if isinstance(error, Slow) else 0
            if isinstance(error, STOPS) or self._slow[plugin.name] >= SLOW_IN_A_ROW:
                self._stopped.add(plugin.name)
        else:
            self._slow[plugin.name] = 0
            self.run.accounts += 1

    def _do(self, opened: Opened, due: Due, after: Callable[[], Due | None]) -> None:
        account, told = due.account, self._told.get(opened.plugin.name, {})
        if due.what == "check":
            self.run.gone += check_account(opened, account, told)
            return
        if due.what == "look":
            self.run.new += look_at_posts(opened, account)
            return
        if due.what == "follow":
            account = _followed(opened, account)
        found = refresh_account(opened, account, told, lambda: self._followed_by(opened, after()))
        self.run.new += found.new
        self.run.gone += found.gone

    def _followed_by(self, opened: Opened, after: Due | None) -> str:
        """The account whose first posts this connector will read next; empty when it is another's turn, when they are
        read on from where they were left, or when it may be gone."""
        if after is None or after.what != "refresh" or after.account.platform not in opened.plugin.serves:
            return ""
        told = self._told.get(opened.plugin.name, {})
        left = NetworkPass.objects.filter(account=after.account.pk, what="posts", started_at__isnull=False)
        return "" if told.get(after.account.external_id, ...) is None or left.exists() else after.account.external_id

    def _opened(self, name: str) -> Opened:
        if name not in self._open:
            self._open[name] = self._stack.enter_context(open_connector(name))
        return self._open[name]


def refresh_due(*, seconds: float) -> Run:
    """Works on what is due until `seconds` have passed; the account under way is finished.

    At most half of the time goes to looking for what running campaigns wait for.
    """
    start = time.monotonic()
    until, names = start + seconds, ready_connectors()
    ready = [plugin for plugin in plugins().values() if plugin.name in names]
    platforms = {network for plugin in ready for network in plugin.serves}
    with Refresher() as refresher:
        for due in (one for plugin in ready for one in due_looks(plugin, clock.now())):
            if time.monotonic() > start + seconds / 2:
                break
            refresher.do(due)
        refresher.do_all(due_accounts(platforms, clock.now()) if platforms else [], until=until)
    if refresher.run.accounts or refresher.run.errors:
        log.info("accounts.refreshed", **refresher.run.as_dict())
    return refresher.run


def refresh_creator(creator: Creator) -> Run:
    """All accounts of one creator that were read from a network, due or not; see `Refresher` for what goes wrong."""
    with Refresher() as refresher:
        for account in creator.accounts.filter(workspace=None, sync__isnull=False).select_related("sync"):
            refresher.do(Due(account, "refresh"))
    return refresher.run


def _followed(opened: Opened, own: Account) -> Account:
    try:
        return follow_own_account(opened, own)
    except GroundswellError as error:
        note_failure(own, error)
        raise
