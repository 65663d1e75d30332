"""The timeline: every room's part, one part alone, and older entries on demand."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from groundswell.accounts.models import User, Workspace
from groundswell.campaigns.models import Cost
from groundswell.creators.models import Creator, Post
from groundswell.disclosure.models import DisclosureCheck
from groundswell.kit import clock
from groundswell.links.models import Attribution, Order
from groundswell.outreach.models import GateDecision
from groundswell.relationships import queries, services
from groundswell.web.tests.relationships.conftest import Person

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
HOUR = timedelta(hours=1)


def an_order(workspace: Workspace, creator: Creator, number: int, **facts: object) -> None:
    order = Order.objects.create(
        workspace=workspace, source="shopify", external_id=str(number), placed_at=clock.now() - 5 * HOUR, currency="EUR",
        subtotal=Decimal("40.00"), refunded=Decimal("10.00"), total=Decimal("40.00"),
    )  # fmt: skip
    Attribution.objects.create(workspace=workspace, order=order, creator=creator, method="code", **facts)


@pytest.fixture
def maya(workspace: Workspace, person: Person) -> Creator:
    """Maya, with something in every part of the timeline."""
    creator = person("Maya", stage="contacted")
    services.add_note(workspace=workspace, creator=creator, body="Runs in Leeds")
    an_order(workspace, creator, 1)
    an_order(workspace, creator, 2)
    an_order(workspace, creator, 3, held=True)
    Cost.objects.create(
        workspace=workspace, creator=creator, kind="fee", amount=Decimal("300.10"), currency="USD", source="t",
        incurred_on=clock.today(), external_id="1",
    )  # fmt: skip
    GateDecision.objects.create(
        workspace=workspace, creator=creator, channel="mail", outcome="block", country="DE", law="UWG § 7", reason="No consent.",
        rule_from=clock.today(),
    )  # fmt: skip
    account = creator.accounts.get()
    post = Post.objects.create(
        account=account, external_id="1", url="https://x.example/p/1", source="t", workspace=workspace
    )
    DisclosureCheck.objects.create(
        workspace=workspace, post=post, verdict="fail", jurisdictions=["US"], connection="paid", text="", text_sha256="",
        findings=[{"severity": "review", "message": "Not this."}, {"severity": "fail", "message": "Says nothing."}],
        rules_version="1",
    )  # fmt: skip
    services.record_event(workspace=workspace, creator=creator, kind="offer_sent", text="An offer was sent")
    return creator


@pytest.mark.parametrize(
    ("group", "told"),
    [
        ("notes", ["Runs in Leeds"]),
        ("board", ["Moved from Identified to Contacted: seeded"]),
        ("messages", ["May we write (mail): block. No consent. UWG § 7"]),
        ("campaigns", ["An offer was sent"]),
        ("posts", ["Disclosure of https://x.example/p/1: fail. Says nothing."]),
        ("money", ["Fee: 300.10 USD", "2 orders because of them: 60.00 EUR net"]),
    ],
)
def test_each_part_alone(
    member_client: SignIn, workspace: Workspace, maya: Creator, group: str, told: list[str]
) -> None:
    found = queries.timeline(workspace, maya, group=group)
    assert sorted(entry.text for entry in found.entries) == sorted(told)
    assert {entry.group for entry in found.entries} == {group}
    page = member_client("analyst").get(f"/w/acme/relationships/{maya.pk}/timeline/?group={group}").content.decode()
    assert all(text in page for text in told)


def test_everything_comes_newest_first_and_older_entries_on_demand(
    member_client: SignIn, workspace: Workspace, maya: Creator
) -> None:
    every = queries.timeline(workspace, maya)
    assert (len(every.entries), every.more) == (7, False)
    assert [entry.at for entry in every.entries] == sorted((entry.at for entry in every.entries), reverse=True)
    pages = [queries.timeline(workspace, maya, limit=3, offset=start) for start in (0, 3, 6)]
    assert [page.more for page in pages] == [True, True, False]
    assert [entry for page in pages for entry in page.entries] == every.entries
    for number in range(60):
        services.add_note(workspace=workspace, creator=maya, body=f"Note {number}.")
    client = member_client("manager")
    first = client.get(f"/w/acme/relationships/{maya.pk}/").content.decode()
    assert first.count("timeline-mark") == 50
    assert "timeline/?group=&amp;offset=50" in first
    rest = client.get(f"/w/acme/relationships/{maya.pk}/timeline/?group=&offset=50").content.decode()
    assert rest.count("timeline-mark") == 17
    assert "Show older" not in rest


def test_unknown_parts_and_strangers_are_refused(
    member_client: SignIn, client_of: Callable[[User], Client], outsider: User, maya: Creator
) -> None:
    answer = member_client("analyst").get(f"/w/acme/relationships/{maya.pk}/timeline/?group=gossip")
    assert answer.status_code == 422
    assert client_of(outsider).get(f"/w/rival/relationships/{maya.pk}/timeline/").status_code == 404


def test_decisions_are_shown_with_their_reason(member_client: SignIn, workspace: Workspace, maya: Creator) -> None:
    client = member_client("manager")
    client.post(f"/w/acme/relationships/{maya.pk}/stage/", {"stage": "agreed", "reason": "Knows her trails"})
    page = client.get(f"/w/acme/relationships/{maya.pk}/").content.decode()
    assert "Decisions, over all campaigns" in page
    assert "Knows her trails" in page
