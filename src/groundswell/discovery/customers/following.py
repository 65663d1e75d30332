"""Whom customers follow: kept as pairs of somebody and an account, read only with their consent."""

from collections.abc import Iterable, Sequence

from django.db import transaction

from groundswell.accounts.models import Workspace
from groundswell.creators.imports.kinds import Outcome
from groundswell.discovery.customers.facts import FollowFacts, fold_follower
from groundswell.discovery.models import Customer, CustomerFollow, CustomerProfile, FollowConsent
from groundswell.kit import clock
from groundswell.kit.errors import Conflict
from groundswell.platforms.errors import BudgetSpent, PlatformError, Slow, Unreachable
from groundswell.platforms.registry import plugin_for
from groundswell.platforms.services import open_connector

MOST_PAGES = 50
CHUNK = 800


@transaction.atomic
def save_follows(
    *, workspace: Workspace, follows: Sequence[FollowFacts], source: str, consent: FollowConsent | None = None
) -> list[Outcome]:
    """One outcome for each, in order: "created", or "unchanged" for a pair that is there already."""
    people = _people(workspace, {fold_follower(fact.follower) for fact in follows})
    known = _known(workspace, {fold_follower(fact.follower) for fact in follows})
    rows, outcomes = [], list[Outcome]()
    for fact in follows:
        follower = fold_follower(fact.follower)
        pair = (follower, fact.platform, fact.followed)
        if pair in known:
            outcomes.append("unchanged")
            continue
        known.add(pair)
        outcomes.append("created")
        customer = consent.customer_id if consent and consent.customer_id else people.get(follower)
        rows.append(
            CustomerFollow(
                workspace=workspace, follower=follower, customer_id=customer, consent=consent, platform=fact.platform,
                followed=fact.followed, source=source, seen_at=clock.now(),
            )
        )  # fmt: skip
    CustomerFollow.objects.bulk_create(rows, ignore_conflicts=True, batch_size=100)
    return outcomes


def read_follows(consent: FollowConsent) -> int | None:
    """Asks the network for the list that the consent is about; answers how many accounts are on it.

    None where it could not be read: the network asks for patience and the list is read later, or the refusal stands in
    `problem`.
    """
    _check_given(consent)
    plugin = plugin_for(consent.platform)
    if plugin is None:
        _keep_problem(consent, "Nothing reads this network; ask for the data download instead.")
        return None
    try:
        with open_connector(plugin.name) as opened:
            subject = opened.connector.profile(consent.handle)
            followed, cursor = dict[str, None](), None
            for _ in range(MOST_PAGES):
                page = opened.connector.follows(subject.external_id, "following", cursor)
                followed |= {(person.handle or person.external_id).lower()[:255]: None for person in page.items}
                if (cursor := page.cursor) is None:
                    break
    except (Slow, BudgetSpent, Unreachable):
        return None
    except PlatformError as error:
        _keep_problem(consent, f"{error.message} {error.cure}".strip())
        return None
    return keep_list(consent, list(followed), source=plugin.label)


@transaction.atomic
def keep_list(consent: FollowConsent, followed: Iterable[str], *, source: str) -> int:
    """The whole list as it is now, in place of what was kept of it; answers its length."""
    current = FollowConsent.objects.select_for_update().of(consent.workspace).get(pk=consent.pk)
    _check_given(current)
    follower = f"{current.platform}:{current.handle}"
    named = list(dict.fromkeys(followed))
    CustomerFollow.objects.of(current.workspace).filter(consent=current).delete()
    facts = [FollowFacts(follower, current.platform, handle) for handle in named]
    save_follows(workspace=current.workspace, follows=facts, source=source, consent=current)
    current.read_at, current.problem = clock.now(), ""
    current.save(update_fields=["read_at", "problem"])
    return len(named)


def _check_given(consent: FollowConsent) -> None:
    if consent.withdrawn_at or not consent.handle:
        raise Conflict("This consent was withdrawn: nothing may be read any more.", where="consent")


def _keep_problem(consent: FollowConsent, problem: str) -> None:
    FollowConsent.objects.of(consent.workspace).filter(pk=consent.pk).update(problem=problem[:300])


def _people(workspace: Workspace, followers: set[str]) -> dict[str, int]:
    """Follower → customer, where it is a customer's e-mail, id or account."""
    found: dict[str, int] = {}
    ordered = sorted(followers)
    for start in range(0, len(ordered), CHUNK):
        chunk = ordered[start : start + CHUNK]
        profiles = CustomerProfile.objects.of(workspace).filter(
            handle__in=[name.partition(":")[2] or name for name in chunk]
        )
        for platform, handle, customer in profiles.values_list("platform", "handle", "customer_id"):
            found |= {name: customer for name in (handle, f"{platform}:{handle}") if name in followers}
        customers = Customer.objects.of(workspace)
        for name in ("external_id", "email"):
            found |= dict(customers.filter(**{f"{name}__in": chunk}).values_list(name, "pk"))
    return found


def _known(workspace: Workspace, followers: set[str]) -> set[tuple[str, str, str]]:
    found: set[tuple[str, str, str]] = set()
    ordered = sorted(followers)
    for start in range(0, len(ordered), CHUNK):
        rows = CustomerFollow.objects.of(workspace).filter(follower__in=ordered[start : start + CHUNK])
        found |= set(rows.values_list("follower", "platform", "followed"))
    return found
