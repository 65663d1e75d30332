"""The one small port that every network is behind."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, runtime_checkable

from groundswell.platforms.facts import Direction, Page, PostFacts, ProfileFacts, Query
from groundswell.platforms.hooks import Hook
from groundswell.platforms.policy import Policy
from groundswell.platforms.sign_in import OAuth
from groundswell.platforms.wire import Wire

OPERATIONS = ("profile", "posts", "readings", "hashtag", "mention", "text", "followers", "following", "paid_label")

TICKED = "yes"


@dataclass(frozen=True, slots=True)
class Capabilities:
    """`can` are some of OPERATIONS; `why_not` gives the sentence shown where one is missing."""

    can: frozenset[str]
    why_not: Mapping[str, str] = field(default_factory=dict)


class Connector(Protocol):
    """One network. Every operation may raise the errors of `platforms.errors`; an operation outside
    `capabilities().can` raises `NotAvailable` with its sentence."""

    def capabilities(self) -> Capabilities: ...

    def profile(self, reference: str) -> ProfileFacts:
        """The profile of a handle, address or lasting id."""

    def posts(self, account: str, since: datetime | None = None, cursor: str | None = None) -> Page[PostFacts]:
        """Newest first; stops at `since`. `account` is the lasting id."""

    def readings(self, posts: Sequence[str]) -> Mapping[str, Mapping[str, float] | None]:
        """Newest figures by post id; None for a post that is gone."""

    def search(self, query: Query, since: datetime | None = None, cursor: str | None = None) -> Page[PostFacts]: ...

    def follows(self, account: str, direction: Direction, cursor: str | None = None) -> Page[ProfileFacts]: ...


@runtime_checkable
class TellsLabels(Protocol):
    """A connector that tells which posts carry the network's own label for paid ones apart from the posts."""

    def labelled(self, handle: str, since: datetime) -> frozenset[str]:
        """Ids of the account's labelled posts since then; one that is not among them is unknown."""


@runtime_checkable
class Checks(Protocol):
    """A connector that reads no profiles, and so proves itself otherwise to `groundswell doctor --connector`."""

    def check(self) -> str:
        """Asks the network something with the keys given; answers in words what that proved."""


@runtime_checkable
class ReadsManyProfiles(Protocol):
    """What a connector may have beside the port, where one call tells several profiles for the price of one."""

    def profiles(self, accounts: Sequence[str]) -> Mapping[str, ProfileFacts | None]:
        """Profiles by lasting id; None for one that is gone."""


@runtime_checkable
class AsksAhead(Protocol):
    """What a connector may have beside the port: it begins to ask for a page while the last one is stored."""

    def expect(self, what: str, account: str, cursor: str | None = None) -> None:
        """`what` is "posts", "followers" or "following". It costs what asking costs: expect only what is asked next."""


@runtime_checkable
class ReadsComments(Protocol):
    """A connector that tells what others answered to a post."""

    def comments(self, post: str) -> Sequence[PostFacts]:
        """Direct answers by others than the post's author, as far as one call shows them; `Gone` for a post that is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A credential the operator gives: its name, label, where to get it; `secret` ones are sealed and never shown.

    A `tick` is something they declare or switch on: TICKED, or empty.
    """

    name: str
    label: str
    help: str = ""
    secret: bool = True
    required: bool = True
    tick: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """What a network limits apart from its other limits: at most `most` different items within `days` days."""

    name: str
    most: int
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Plugin:
    """What a connector's entry point (group `groundswell.connectors`) names.

    `daily_units` and `monthly_money` (USD) are the limits of the budget ledger that an operator may lower or raise.
    Days are those of `day_zone`, where the network's limits renew at midnight; `buckets` are its limits apart.
    `terms` gives the policy where it depends on what the operator declared (needs that are no secrets).
    `networks` are the slugs of `platforms.names` it serves, where that is not just its own name. `facts` are
    sentences for people: what it can know, what it cannot, what to expect. `smoke` is a public profile that
    will not go away: `groundswell doctor --connector NAME` reads it. `connect` is how creators connect their account,
    `hook` how the network sends events by itself. `look_every` is how many seconds lie at least between two looks at
    somebody's newest posts while a campaign of theirs runs.
    """

    name: str
    label: str
    policy: Policy
    make: Callable[[Wire, Mapping[str, str]], Connector]
    needs: tuple[Need, ...] = ()
    daily_units: int | None = None
    monthly_money: float | None = None
    facts: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    smoke: str = ""
    look_every: int = 30
    connect: OAuth | None = None
    hook: Hook | None = None
    day_zone: str = "UTC"
    buckets: tuple[Bucket, ...] = ()
    terms: Callable[[Mapping[str, str]], Policy] | None = None

    @property
    def serves(self) -> tuple[str, ...]:
        """The networks it serves."""
        return self.networks or (self.name,)
