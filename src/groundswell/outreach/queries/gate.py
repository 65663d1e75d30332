"""What is known that bears on writing to somebody, and what the law makes of it."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account, Creator
from groundswell.kit import clock
from groundswell.outreach.contact_rules import contact_rules
from groundswell.outreach.models import GateDecision, Incoming
from groundswell.outreach.rules.gate import Footing, Verdict, decide, rule_for
from groundswell.relationships.models import ContactBasis, Relationship

AGREED = ("agreed", "live", "completed")
PROOF = 300


def may_write(workspace: Workspace, creators: Iterable[Creator], *, direct: bool = False) -> dict[int, Verdict]:
    """The verdict on a first message to each creator by id, in a constant number of queries."""
    people = list(creators)
    ids = [person.pk for person in people]
    accounts = _accounts(ids)
    footings = _footings(workspace, people, accounts)
    today, postal = clock.now().date(), bool(workspace.postal_address.strip())
    found = {}
    for person in people:
        mine = accounts.get(person.pk, [])
        country = person.country or next((account.country for account in mine if account.country), "")
        origin = next((account.source for account in mine if account.source), "")
        found[person.pk] = decide(
            rule_for(country, contact_rules()),
            footings[person.pk],
            today=today,
            postal_address=postal,
            origin=origin,
            direct=direct,
        )
    return found


def gate_decisions(workspace: Workspace, creator: Creator) -> QuerySet[GateDecision]:
    """What the gate decided about a creator, newest first."""
    rows: QuerySet[GateDecision] = GateDecision.objects.of(workspace).filter(creator=creator)
    return rows.select_related("message").order_by("-at", "-pk")


def _footings(
    workspace: Workspace, people: list[Creator], accounts: dict[int, list[Account]]
) -> defaultdict[int, list[Footing]]:
    ids = [person.pk for person in people]
    found: defaultdict[int, list[Footing]] = defaultdict(list)
    for basis in ContactBasis.objects.of(workspace).filter(creator__in=ids, withdrawn_at=None):
        words = basis.text if basis.kind != ContactBasis.Kind.CONSENT else f"{basis.source}: {basis.text}"
        found[basis.creator_id].append(Footing(basis.kind, basis.given_at.date(), words, basis.url, basis.pk))
    agreed = Relationship.objects.of(workspace).filter(creator__in=ids, stage__in=AGREED)
    for creator_id, stage, at in agreed.values_list("creator_id", "stage", "changed_at"):
        found[creator_id].append(Footing("dealings", at.date(), f"On the board as {stage}"))
    wrote = Incoming.objects.of(workspace).filter(thread__creator__in=ids, kind=Incoming.Kind.REPLY, doubt="")
    newest = wrote.order_by("received_at").values_list("thread__creator", "subject", "received_at")
    for creator_id, subject, at in newest:
        found[creator_id] = [one for one in found[creator_id] if one.basis is not None or one.kind != "inquiry"]
        found[creator_id].append(Footing("inquiry", at.date(), f"Their mail: {subject}"))
    for person in people:
        if published := _published(person, accounts.get(person.pk, [])):
            found[person.pk].append(published)
    return found


def _published(person: Creator, accounts: list[Account]) -> Footing | None:
    """The public profile that shows the address: read by us, so the page and its words are the proof."""
    address = person.email.casefold()
    for account in accounts:
        if address and address in account.bio.casefold() and account.url and account.read_at:
            return Footing("published", account.read_at.date(), account.bio[:PROOF], account.url)
    return None


def _accounts(ids: list[int]) -> dict[int, list[Account]]:
    """Each creator's accounts, most followers first."""
    pairs = Creator.accounts.through.objects.filter(creator_id__in=ids).select_related("account")
    found: dict[int, list[Account]] = {}
    for pair in sorted(pairs, key=lambda pair: -(pair.account.followers or 0)):
        found.setdefault(pair.creator_id, []).append(pair.account)
    return found
