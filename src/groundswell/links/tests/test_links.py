from datetime import timedelta
from types import SimpleNamespace

import pytest

from groundswell.accounts.models import User, Workspace
from groundswell.creators.models import Creator
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, NotFound
from groundswell.links.counting import recount
from groundswell.links.errors import SlugTaken, UnsafeTarget
from groundswell.links.models import Click, Link
from groundswell.links.qr import qr_code
from groundswell.links.queries import clicks_by_creator, codes, link_history, link_of, links
from groundswell.links.redirect.table import read
from groundswell.links.services import create_code, create_link, update_link

CAMPAIGN = SimpleNamespace(pk=None, slug="spring-sale", name="Spring sale")


def test_a_link_names_creator_and_campaign_in_slug_and_utm(workspace: Workspace, creator: Creator) -> None:
    link = create_link(workspace=workspace, target_url="https://shop.example/p", creator=creator, campaign=CAMPAIGN)
    assert link.slug == "maya-runs-spring-sale"
    assert link.utm == {
        "utm_source": "instagram", "utm_medium": "influencer", "utm_campaign": "spring-sale", "utm_content": "maya-runs",
    }  # fmt: skip
    again = create_link(workspace=workspace, target_url="https://shop.example/p", creator=creator, campaign=CAMPAIGN)
    assert again.slug == "maya-runs-spring-sale-2"


def test_a_link_of_nobody_has_a_random_slug_and_given_utm_win(workspace: Workspace) -> None:
    link = create_link(workspace=workspace, target_url="https://shop.example/", utm={"utm_source": " podcast "})
    assert len(link.slug) == 7
    assert link.utm == {"utm_source": "podcast"}
    with pytest.raises(BadInput):
        create_link(workspace=workspace, target_url="https://shop.example/", utm={"next": "x"})


def test_a_slug_is_unique_over_all_workspaces(workspace: Workspace, other_workspace: Workspace) -> None:
    create_link(workspace=workspace, target_url="https://shop.example/", slug="Shoes")
    with pytest.raises(SlugTaken):
        create_link(workspace=other_workspace, target_url="https://rival.example/", slug="shoes")
    assert Link.objects.count() == 1


def test_a_dangerous_target_is_refused_on_creation_and_edit(workspace: Workspace) -> None:
    with pytest.raises(UnsafeTarget):
        create_link(workspace=workspace, target_url="javascript:alert(1)")
    link = create_link(workspace=workspace, target_url="https://shop.example/")
    with pytest.raises(UnsafeTarget):
        update_link(link=link, target_url="https://user@evil.example/")
    link.refresh_from_db()
    assert link.target_url == "https://shop.example/"


def test_edits_leave_a_history(workspace: Workspace, owner: User) -> None:
    link = create_link(workspace=workspace, target_url="https://shop.example/", user=owner)
    before = link.changed_at
    update_link(link=link, target_url="https://shop.example/new", active=False, user=owner)
    update_link(link=link, active=False, user=owner)
    edited, created = link_history(link)
    assert (edited.action, created.action) == ("link.edited", "link.created")
    assert edited.detail["before"] == {"target_url": "https://shop.example/", "active": True}
    assert edited.detail["after"] == {"target_url": "https://shop.example/new", "active": False}
    assert link.changed_at > before


def test_a_link_brings_only_a_code_of_its_workspace(
    workspace: Workspace, other_workspace: Workspace, creator: Creator
) -> None:
    create_code(workspace=workspace, code="Maya10", creator=creator)
    create_code(workspace=other_workspace, code="THEIRS")
    link = create_link(workspace=workspace, target_url="https://shop.example/p", creator=creator)
    with pytest.raises(NotFound):
        update_link(link=link, carries="theirs")
    assert update_link(link=link, carries="maya10").carries == "Maya10"
    (entry,) = read(Link.objects.filter(pk=link.pk)).values()
    assert entry is not None
    assert entry.head.startswith(b"https://shop.example/discount/Maya10?redirect=%2Fp%3F")
    assert update_link(link=link, carries=" ").carries == ""
    assert [e.detail.get("after") for e in link_history(link)][:2] == [{"carries": ""}, {"carries": "Maya10"}]


def test_expiry_can_be_set_and_taken_back(workspace: Workspace) -> None:
    link = create_link(workspace=workspace, target_url="https://shop.example/")
    tomorrow = clock.now() + timedelta(days=1)
    assert update_link(link=link, expires_at=tomorrow).expires_at == tomorrow
    assert update_link(link=link, never_expires=True).expires_at is None


def test_clicks_are_counted_apart_from_those_left_out(
    workspace: Workspace, creator: Creator, other_workspace: Workspace
) -> None:
    link = create_link(workspace=workspace, target_url="https://shop.example/", creator=creator)
    for number, excluded in enumerate(("", "", "bot", "repeat", "")):
        Click.objects.create(
            workspace=workspace,
            click_id=f"c{number}",
            link=link,
            at=clock.now(),
            visitor=f"{number}",
            excluded=excluded,
        )
    recount()
    found = links(workspace, text="maya").get()
    assert (found.counted, found.excluded) == (3, 2)  # type: ignore[attr-defined]  # annotated
    assert clicks_by_creator(workspace) == {creator.pk: (3, 2)}
    assert clicks_by_creator(other_workspace) == {}
    with pytest.raises(NotFound):
        link_of(other_workspace, link.pk)


def test_codes_show_the_orders_they_brought(workspace: Workspace, creator: Creator) -> None:
    create_code(workspace=workspace, code="MAYA10", creator=creator)
    assert [(code.code, code.orders) for code in codes(workspace)] == [("MAYA10", 0)]  # type: ignore[attr-defined]


def test_qr_codes() -> None:
    assert qr_code("https://go.acme.example/l/maya").startswith(b"<?xml")
    assert qr_code("https://go.acme.example/l/maya", "png").startswith(b"\x89PNG")
    with pytest.raises(BadInput):
        qr_code("https://go.acme.example/l/maya", "gif")
