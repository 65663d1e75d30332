"""Consent from the link to its end: what is kept, for whom, and that nothing of it stays."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from groundswell.accounts.models import AuditEntry, Workspace
from groundswell.creators.audience.facts import AudienceFacts
from groundswell.creators.consent import (
    address_of,
    begin_connecting,
    finish_connecting,
    make_link,
    open_link,
    read_due_grants,
    revoke_link,
    save_insights,
    withdraw,
    withdraw_all,
)
from groundswell.creators.consent.evidence import screenshot_of
from groundswell.creators.consent.links import token_of
from groundswell.creators.models import Account, AudienceFigure, Consent, ConsentLink, Creator, Grant, Post, Reading
from groundswell.creators.queries import audience_of
from groundswell.creators.services import create_creator, merge_creators
from groundswell.creators.tests.fake_network import CLIENT, SECRET, FakeNetwork, network
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, Conflict, NotFound
from groundswell.platforms.addresses import Profile
from groundswell.platforms.errors import NotAvailable, SignInRefused, Unreachable
from groundswell.platforms.services import save_keys
from groundswell.platforms.sign_in import challenge
from groundswell.platforms.tests.toy import connectors

__all__ = ["connectors", "network"]
pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 14, 12, tzinfo=UTC)
TODAY = NOON.date()
PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 64
MAYA = Profile("instagram", "maya", "https://www.instagram.com/maya/")


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture
def creator(workspace: Workspace) -> Creator:
    return create_creator(workspace=workspace, name="Maya", platform="instagram", handle="maya")


@pytest.fixture
def link(workspace: Workspace, creator: Creator) -> ConsentLink:
    return make_link(workspace=workspace, creator=creator)


@pytest.fixture
def tiktok(network: FakeNetwork, connectors: Callable[..., None]) -> FakeNetwork:
    connectors(network.plugin())
    save_keys(connector="tiktok", given={"client_id": CLIENT, "client_secret": SECRET})
    return network


def connected(link: ConsentLink, network: FakeNetwork) -> Consent:
    _, pending = begin_connecting(link=link, connector="tiktok")
    network.codes["the-code"] = {
        "code_challenge": challenge(pending.verifier), "redirect_uri": f"{settings.PUBLIC_URL}/c/back/",
    }  # fmt: skip
    return finish_connecting(pending=pending, code="the-code")[1]


def uploaded(link: ConsentLink, share: float = 0.4, day: date = TODAY, picture: bytes | None = None) -> Consent:
    with clock.told(NOON):
        return save_insights(
            link=link, profile=MAYA, observed_on=day, figures=[AudienceFacts("country", "US", share)],
            screenshot=screenshot_of(picture) if picture else None,
        )  # fmt: skip


def files(media: Path) -> list[Path]:
    return [path for path in media.rglob("*") if path.is_file()]


def test_a_link_is_the_same_until_a_new_one_is_wanted(
    workspace: Workspace, creator: Creator, link: ConsentLink
) -> None:
    assert address_of(make_link(workspace=workspace, creator=creator)) == address_of(link)
    anew = make_link(workspace=workspace, creator=creator, anew=True)
    assert address_of(anew) != address_of(link)
    assert open_link(token_of(anew)) == anew
    with pytest.raises(NotFound):
        open_link(token_of(link))
    assert revoke_link(workspace=workspace, creator=creator) is True
    assert revoke_link(workspace=workspace, creator=creator) is False
    with pytest.raises(NotFound):
        open_link(token_of(anew))
    actions = AuditEntry.objects.filter(action__startswith="own_page").order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["own_page.made", "own_page.made", "own_page.revoked"]


def test_the_database_alone_does_not_open_the_page(link: ConsentLink, settings: Any) -> None:
    token = token_of(link)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM creators_consentlink")
        assert token not in str(cursor.fetchall())
    settings.SECRET_KEY = "another installation's"
    assert token_of(link) != token


def test_insights_are_first_party_figures_of_this_workspace_only(
    workspace: Workspace, other_workspace: Workspace, creator: Creator, link: ConsentLink, media: Path
) -> None:
    consent = uploaded(link, picture=PNG)
    account = creator.accounts.get()
    (told,) = audience_of(workspace, account)
    assert (told.chosen.origin, told.chosen.source) == ("first_party", "Insights uploaded by the creator")
    assert [(share.value, share.share) for share in told.chosen.shares] == [("US", 0.4)]
    assert told.chosen.observed_at == datetime(2026, 11, 14, tzinfo=UTC)
    assert audience_of(other_workspace, account) == []
    assert (consent.kind, consent.text_version) == ("uploaded", "2026-11-25")
    assert workspace.name in consent.text
    (file,) = files(media)
    assert file.read_bytes() == PNG
    assert "maya" not in file.name


def test_insights_of_the_same_day_replace_the_earlier_ones_with_their_screenshot(
    link: ConsentLink, media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    first = uploaded(link, 0.4, picture=PNG)
    with django_capture_on_commit_callbacks(execute=True):
        uploaded(link, 0.5)
    assert [figure.share for figure in AudienceFigure.objects.all()] == [0.5]
    assert Consent.objects.get(pk=first.pk).withdrawn_at == NOON
    assert files(media) == []
    uploaded(link, 0.6, day=date(2026, 11, 1))
    assert AudienceFigure.objects.count() == 2


@pytest.mark.parametrize("day", [date(2026, 11, 16), date(2024, 1, 1)])
def test_a_day_that_cannot_be_is_refused_and_nothing_is_kept(link: ConsentLink, day: date) -> None:
    with pytest.raises(BadInput):
        uploaded(link, day=day)
    assert not Consent.objects.exists()
    assert not AudienceFigure.objects.exists()


def test_an_account_of_somebody_else_here_is_refused(workspace: Workspace, link: ConsentLink) -> None:
    create_creator(workspace=workspace, name="Nora", platform="tiktok", handle="nora")
    profile = Profile("tiktok", "nora", "https://www.tiktok.com/@nora")
    with pytest.raises(Conflict):
        save_insights(
            link=link, profile=profile, observed_on=clock.now().date(), figures=[AudienceFacts("age", "18-24", 1)]
        )
    assert not Consent.objects.exists()


def test_taking_insights_back_removes_them_and_keeps_the_record(
    link: ConsentLink, media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    consent, other = uploaded(link, picture=PNG), uploaded(link, 0.5, day=date(2026, 11, 1))
    with django_capture_on_commit_callbacks(execute=True), clock.told(NOON):
        assert withdraw(link=link, consent=consent.pk) is True
        assert withdraw(link=link, consent=consent.pk) is True
    assert [figure.share for figure in AudienceFigure.objects.all()] == [0.5]
    assert files(media) == []
    consent.refresh_from_db()
    assert (consent.withdrawn_at, bool(consent.text)) == (NOON, True)
    assert Consent.objects.get(pk=other.pk).withdrawn_at is None


def test_a_consent_of_another_creator_or_workspace_cannot_be_taken_back(
    workspace: Workspace, other_workspace: Workspace, link: ConsentLink
) -> None:
    consent = uploaded(link)
    nora = create_creator(workspace=workspace, name="Nora")
    stranger = create_creator(workspace=other_workspace, name="Stranger")
    for place, whose in ((workspace, nora), (other_workspace, stranger)):
        with pytest.raises(NotFound):
            withdraw(link=make_link(workspace=place, creator=whose), consent=consent.pk)
    assert AudienceFigure.objects.count() == 1


def test_a_connected_account_is_read_once_and_kept_for_this_workspace(
    workspace: Workspace, other_workspace: Workspace, creator: Creator, link: ConsentLink, tiktok: FakeNetwork
) -> None:
    consent = connected(link, tiktok)
    account = creator.accounts.get(platform="tiktok")
    assert (account.workspace, account.handle, account.followers) == (workspace, "maya.cooks", 48210)
    assert consent.text.startswith(f"I let {workspace.name} read from my TikTok account: your profile and your posts.")
    (told,) = audience_of(workspace, account)
    assert (told.chosen.source, told.chosen.sample) == ("TikTok, connected by the creator", 48210)
    assert Post.objects.get().workspace == workspace
    assert set(Reading.objects.values_list("metric", "value", "workspace")) == {
        ("followers", 48210.0, workspace.pk),
        ("views", 900.0, workspace.pk),
    }
    assert not Account.objects.visible_to(other_workspace).filter(handle="maya.cooks").exists()
    assert tiktok.asked == ["/token", "/me"]


def test_figures_of_a_public_account_stay_with_the_workspace_they_were_given_to(
    workspace: Workspace, creator: Creator, link: ConsentLink, tiktok: FakeNetwork
) -> None:
    public = Account.objects.create(platform="tiktok", handle="maya.cooks", external_id="1", followers=40000)
    creator.accounts.add(public)
    connected(link, tiktok)
    public.refresh_from_db()
    assert public.followers == 40000
    assert Reading.objects.get(account=public).workspace == workspace


def test_tokens_are_sealed_and_appear_nowhere(link: ConsentLink, tiktok: FakeNetwork, caplog: Any) -> None:
    connected(link, tiktok)
    grant = Grant.objects.get()
    for secret in ("at-1", "rt-1", SECRET):
        assert secret not in grant.sealed
        assert secret not in caplog.text
        assert secret not in str(list(AuditEntry.objects.values()))


def test_taking_a_connected_account_back_revokes_and_removes(
    workspace: Workspace, creator: Creator, link: ConsentLink, tiktok: FakeNetwork
) -> None:
    consent = connected(link, tiktok)
    assert withdraw(link=link, consent=consent.pk) is True
    assert tiktok.revoked == ["rt-1"]
    for model in (Grant, AudienceFigure, Reading, Post):
        assert not model.objects.exists()
    account = creator.accounts.get(platform="tiktok")
    assert (account.followers, account.source) == (None, "")
    assert read_due_grants() == {"read": 0, "failed": 0}


def test_a_network_that_does_not_answer_keeps_nobody_from_taking_back(link: ConsentLink, tiktok: FakeNetwork) -> None:
    consent = connected(link, tiktok)
    tiktok.failing = 400
    assert withdraw(link=link, consent=consent.pk) is False
    assert not Grant.objects.exists()
    assert not AudienceFigure.objects.exists()


def test_figures_from_elsewhere_stay(
    workspace: Workspace, creator: Creator, link: ConsentLink, tiktok: FakeNetwork
) -> None:
    consent = connected(link, tiktok)
    account = creator.accounts.get(platform="tiktok")
    Reading.objects.create(
        workspace=workspace, account=account, metric="followers", value=1, source="file", observed_at=NOON
    )
    withdraw(link=link, consent=consent.pk)
    assert Reading.objects.get().source == "file"


def test_everything_at_once_closes_the_page(link: ConsentLink, tiktok: FakeNetwork) -> None:
    connected(link, tiktok)
    uploaded(link)
    assert withdraw_all(link=link) is True
    assert not AudienceFigure.objects.exists()
    assert Consent.objects.filter(withdrawn_at=None).count() == 0
    with pytest.raises(NotFound):
        open_link(token_of(link))


def test_connecting_again_replaces_the_first_consent(link: ConsentLink, tiktok: FakeNetwork) -> None:
    first = connected(link, tiktok)
    second = connected(link, tiktok)
    assert Grant.objects.get().consent == second
    assert Consent.objects.get(pk=first.pk).withdrawn_at is not None
    assert Post.objects.count() == 1


def test_what_went_wrong_on_the_way_keeps_nothing(link: ConsentLink, tiktok: FakeNetwork) -> None:
    _, pending = begin_connecting(link=link, connector="tiktok")
    with pytest.raises(SignInRefused):
        finish_connecting(pending=pending, code="never given")
    tiktok.failing = 500
    with pytest.raises(Unreachable):
        finish_connecting(pending=pending, code="x")
    with clock.told(clock.now() + timedelta(minutes=16)), pytest.raises(BadInput, match="too long"):
        finish_connecting(pending=pending, code="x")
    revoke_link(workspace=link.workspace, creator=link.creator)
    with pytest.raises(NotFound):
        finish_connecting(pending=pending, code="x")
    assert not Consent.objects.exists()
    assert not Grant.objects.exists()


def test_a_network_that_is_not_set_up_cannot_be_connected(link: ConsentLink, tiktok: FakeNetwork) -> None:
    save_keys(connector="tiktok", given={"client_secret": ""})
    with pytest.raises(NotAvailable, match="cannot be connected here yet"):
        begin_connecting(link=link, connector="tiktok")


def test_connected_accounts_are_read_once_a_day_with_fresh_tokens(link: ConsentLink, tiktok: FakeNetwork) -> None:
    with clock.told(NOON):
        connected(link, tiktok)
        assert read_due_grants() == {"read": 0, "failed": 0}
    tiktok.person["followers"] = 50000
    with clock.told(NOON + timedelta(hours=21)):
        assert read_due_grants() == {"read": 1, "failed": 0}
        assert read_due_grants() == {"read": 0, "failed": 0}
    values = Reading.objects.filter(metric="followers").order_by("observed_at").values_list("value", flat=True)
    assert list(values) == [48210.0, 50000.0]
    assert tiktok.asked == ["/token", "/me", "/token", "/me"]
    assert AudienceFigure.objects.values("observed_at").distinct().count() == 2


def test_a_consent_that_was_taken_back_on_the_network_is_noted_and_left_for_hours(
    link: ConsentLink, tiktok: FakeNetwork
) -> None:
    with clock.told(NOON):
        connected(link, tiktok)
    tiktok.refresh.clear()
    later = NOON + timedelta(hours=21)
    with clock.told(later):
        assert read_due_grants() == {"read": 0, "failed": 1}
        assert read_due_grants() == {"read": 0, "failed": 0}
    assert "did not accept the consent" in Grant.objects.get().message
    with clock.told(later + timedelta(hours=4)):
        assert read_due_grants() == {"read": 0, "failed": 1}


def test_merging_creators_keeps_what_each_gave(workspace: Workspace, creator: Creator, link: ConsentLink) -> None:
    consent = uploaded(link)
    keep = create_creator(workspace=workspace, name="Maya B")
    merge_creators(workspace=workspace, keep=keep, absorb=creator)
    assert Consent.objects.get().creator == keep
    assert open_link(token_of(link)).creator == keep
    assert withdraw(link=open_link(token_of(link)), consent=consent.pk)
