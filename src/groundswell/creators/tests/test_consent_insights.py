"""Insights a creator uploads: what is kept, for whom, and that nothing of it stays."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from groundswell.accounts.models import Workspace
from groundswell.creators.audience.facts import AudienceFacts
from groundswell.creators.consent import (
    make_link,
    save_insights,
    withdraw,
)
from groundswell.creators.models import AudienceFigure, Consent, ConsentLink, Creator
from groundswell.creators.queries import audience_of
from groundswell.creators.services import create_creator
from groundswell.creators.tests.consenting import NOON, PNG, creator, files, link, media, tiktok, uploaded
from groundswell.creators.tests.fake_network import network
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, Conflict, NotFound
from groundswell.platforms.addresses import Profile
from groundswell.platforms.tests.toy import connectors

__all__ = ["connectors", "creator", "link", "media", "network", "tiktok"]
pytestmark = pytest.mark.django_db


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
