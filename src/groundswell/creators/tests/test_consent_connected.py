"""Connected accounts from the first question to the last token: read, renewed, taken back."""

from datetime import timedelta
from typing import Any

import pytest

from groundswell.accounts.models import AuditEntry, Workspace
from groundswell.creators.consent import (
    begin_connecting,
    finish_connecting,
    read_due_grants,
    revoke_link,
    withdraw,
)
from groundswell.creators.models import Account, AudienceFigure, Consent, ConsentLink, Creator, Grant, Post, Reading
from groundswell.creators.queries import audience_of
from groundswell.creators.tests.consenting import NOON, connected, creator, link, media, tiktok
from groundswell.creators.tests.fake_network import SECRET, FakeNetwork, network
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, NotFound
from groundswell.platforms.errors import NotAvailable, SignInRefused, Unreachable
from groundswell.platforms.services import save_keys
from groundswell.platforms.tests.toy import connectors

__all__ = ["connectors", "creator", "link", "media", "network", "tiktok"]
pytestmark = pytest.mark.django_db


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
