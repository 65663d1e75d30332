"""Who follows a public account, by a sample: the whole list of ids first, then profiles drawn evenly from it.

Followers are listed newest first, and the newest are not like the others; so the list comes before the draw. Nothing of
a follower is kept but that one more was counted.
"""

import random
from collections.abc import Mapping, Sequence
from datetime import timedelta
from time import monotonic
from typing import Protocol, runtime_checkable

from django.db import IntegrityError, transaction

from groundswell.creators.audience.estimate import METHOD, estimate_audience
from groundswell.creators.audience.facts import AudienceFacts
from groundswell.creators.audience.follower import Follower
from groundswell.creators.audience.intervals import sample_for
from groundswell.creators.audience.kinds import kind_of, kind_shares
from groundswell.creators.audience.tally import Tally
from groundswell.creators.models import Account, AudienceSample, FollowEdge
from groundswell.creators.network.adding import plugin_serving
from groundswell.creators.network.follows import save_follows, take_off_who_left
from groundswell.creators.network.passes import Passes
from groundswell.creators.services.audience import record_audience
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, GroundswellError
from groundswell.platforms.errors import BudgetSpent, Gone, NotAvailable, Slow, Unreachable
from groundswell.platforms.facts import Page, ProfileFacts
from groundswell.platforms.services import Opened, open_connector

NARROWEST, WIDEST = 0.02, 0.5
FEWEST = 10  # below, a share would tell of single people
BATCH = 25
LIST_LASTS = timedelta(days=7)
WHOLE = 0.95  # of the count the profile shows, which includes accounts that are hidden
MOST_PAGES = 1000
AGAIN = timedelta(minutes=15)
State = AudienceSample.State


@runtime_checkable
class ManyProfiles(Protocol):
    """A connector that reads many profiles in one call."""

    def profiles(self, ids: Sequence[str], /) -> Mapping[str, ProfileFacts | None]: ...


class _TimeIsUp(Exception):  # an end, no error
    """The slice is over; what was read is kept."""


def begin_sample(*, account: Account, width: float = 0.1) -> AudienceSample:
    """The sample of a public account's followers that is under way, or a new one; `advance_sample` carries it out.

    `width` is that of the widest 95 % interval (0.1: ±5 points). `BadInput` for a width outside 0.02 to 0.5 or a
    workspace's own account, `NotAvailable` where the network does not list followers or forbids to work figures out.
    """
    if not NARROWEST <= width <= WIDEST:
        raise BadInput(f"An interval is between {NARROWEST:.0%} and {WIDEST:.0%} wide.", where="width")
    if account.workspace_id is not None:
        raise BadInput(
            "This profile is known from a file only.",
            where="account",
            cure="Add it by its handle on the page Platforms.",
        )
    with open_connector(plugin_serving(account.platform).name) as opened:
        _check_allowed(opened)
    try:
        with transaction.atomic():
            made: AudienceSample = AudienceSample.objects.create(account=account, width=width)
            return made
    except IntegrityError:
        return AudienceSample.objects.get(account=account, finished_at=None)


def advance_sample(*, sample: AudienceSample, seconds: float) -> bool:
    """Reads on for at most `seconds`; True when there is more to do. Broken off anywhere, it goes on at the last batch.

    Where the network's limits are reached it waits (`wait_until`); what cannot be mended ends it with the reason.
    """
    end = monotonic() + seconds
    try:
        with open_connector(plugin_serving(sample.account.platform).name) as opened:
            if sample.state == State.LISTING:
                _list(opened, sample, end)
            while sample.state == State.SAMPLING and monotonic() < end:
                _ask_batch(opened, sample)
    except _TimeIsUp:
        pass
    except (Slow, BudgetSpent, Unreachable) as error:
        sample.wait_until = getattr(error, "until", None) or clock.now() + AGAIN
        sample.message = str(error)[:300]
        sample.save(update_fields=["wait_until", "message"])
    except GroundswellError as error:
        _end(sample, State.FAILED, f"{error.message} {error.cure}".strip())
    return sample.finished_at is None


def _check_allowed(opened: Opened) -> None:
    can = opened.connector.capabilities()
    label = opened.plugin.label
    if "followers" not in can.can:
        why = can.why_not.get("followers") or f"{label} does not list who follows."
        raise NotAvailable(
            why, where="followers", cure="Ask the creator for their insights, or import a vendor's report."
        )
    if not opened.policy.may_derive:
        raise NotAvailable(f"{label}'s terms forbid to work out figures from its data.", where="followers")


def _list(opened: Opened, sample: AudienceSample, end: float) -> None:
    account = sample.account
    edges = FollowEdge.objects.filter(account=account, direction="followers")
    lists, enough = Passes(account), (account.followers or 0) * WHOLE
    whole = edges.count() >= enough
    if not (whole and lists.read_since("followers", clock.now() - LIST_LASTS)):
        whole = _read_list(opened, account, lists, end)
    ids = sorted(edges.values_list("external_id", flat=True))
    if len(ids) < FEWEST:
        said = f"Only {len(ids)} followers are listed: a share of so few would tell of single people."
        _end(sample, State.FAILED, said)
        return
    wanted = sample_for(sample.width, len(ids))
    # A fixed seed: the same sample draws the same people however often a worker dies.
    drawn = random.Random(f"{account.external_id} {sample.pk}").sample(ids, wanted)  # noqa: S311  # a draw, no secret
    told = {"listed": len(ids), "whole": whole, "wanted": wanted, "pending": drawn, "tally": Tally().as_dict()}
    _step(sample, **told, state=State.SAMPLING)


def _step(sample: AudienceSample, **told: object) -> None:
    """Keeps what one step gave, unless another worker did the same step meanwhile."""
    told |= {"step": sample.step + 1, "wait_until": None, "message": ""}
    if not AudienceSample.objects.filter(pk=sample.pk, step=sample.step, finished_at=None).update(**told):
        raise _TimeIsUp
    for name, value in told.items():
        setattr(sample, name, value)


def _read_list(opened: Opened, account: Account, lists: Passes, end: float) -> bool:
    reading = lists.begin("followers", since=lambda last: None)

    first = True

    def ask(cursor: str | None) -> Page[ProfileFacts]:
        nonlocal first
        if not first and monotonic() > end:
            raise _TimeIsUp
        first = False
        return opened.connector.follows(account.external_id, "followers", cursor)

    def store(items: tuple[ProfileFacts, ...]) -> None:
        save_follows(account, "followers", items, at=clock.now())

    def over() -> None:
        if reading.whole:
            take_off_who_left(account, "followers", before=reading.started)

    reading.read(ask, store, over, most_pages=MOST_PAGES)
    return reading.whole


def _ask_batch(opened: Opened, sample: AudienceSample) -> None:
    batch, rest = sample.pending[:BATCH], sample.pending[BATCH:]
    tally, kinds, gone = Tally.from_dict(sample.tally), dict(sample.kinds), sample.gone
    for facts in _profiles(opened, batch).values():
        if facts is None:
            gone += 1
            continue
        tally.add(_follower(facts), clock.now().year)
        kind = kind_of(facts.metrics, facts.bio)
        if kind is not None:
            kinds[kind] = kinds.get(kind, 0) + 1
    with transaction.atomic():
        _step(sample, pending=rest, tally=tally.as_dict(), kinds=kinds, gone=gone)
        if not rest:
            _record(opened, sample, tally)


def _profiles(opened: Opened, ids: Sequence[str]) -> Mapping[str, ProfileFacts | None]:
    if isinstance(opened.connector, ManyProfiles):
        return opened.connector.profiles(ids)
    found: dict[str, ProfileFacts | None] = {}
    for one in ids:
        try:
            found[one] = opened.connector.profile(one)
        except Gone:
            found[one] = None
    return found


def _follower(facts: ProfileFacts) -> Follower:
    return Follower(name=facts.display_name, bio=facts.bio, language=facts.language, country=facts.country)


def _record(opened: Opened, sample: AudienceSample, tally: Tally) -> None:
    if tally.sample < FEWEST:
        _end(sample, State.FAILED, f"Only {tally.sample} of the profiles drawn are still there.")
        return
    population = sample.account.followers or sample.listed
    found = estimate_audience(tally, max(population, tally.sample))
    figures: list[AudienceFacts] = [*found.figures, *kind_shares(sample.kinds, tally.sample, population)]
    part = "" if sample.whole else f" of the newest {sample.listed:,}"
    record_audience(
        workspace=None, account=sample.account, origin="estimate", observed_at=sample.started_at, figures=figures,
        source=f"Sample of {opened.plugin.label} followers{part} ({METHOD})", sample=tally.sample,
    )  # fmt: skip
    _end(sample, State.DONE, "")


def _end(sample: AudienceSample, state: str, message: str) -> None:
    sample.state, sample.message, sample.pending = state, message[:300], []
    sample.finished_at, sample.wait_until = clock.now(), None
    sample.save()
