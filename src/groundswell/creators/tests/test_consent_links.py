"""The link to a creator's own page: one at a time, not to be guessed, closed at will."""

from typing import Any

import pytest
from django.db import connection

from groundswell.accounts.models import AuditEntry, Workspace
from groundswell.creators.consent import (
    address_of,
    make_link,
    open_link,
    revoke_link,
    withdraw,
    withdraw_all,
)
from groundswell.creators.consent.links import token_of
from groundswell.creators.models import AudienceFigure, Consent, ConsentLink, Creator
from groundswell.creators.services import create_creator, merge_creators
from groundswell.creators.tests.consenting import connected, creator, link, media, tiktok, uploaded
from groundswell.creators.tests.fake_network import FakeNetwork, network
from groundswell.kit.errors import NotFound
from groundswell.platforms.tests.toy import connectors

__all__ = ["connectors", "creator", "link", "media", "network", "tiktok"]
pytestmark = pytest.mark.django_db


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


def test_merging_creators_keeps_what_each_gave(workspace: Workspace, creator: Creator, link: ConsentLink) -> None:
    consent = uploaded(link)
    keep = create_creator(workspace=workspace, name="Maya B")
    merge_creators(workspace=workspace, keep=keep, absorb=creator)
    assert Consent.objects.get().creator == keep
    assert open_link(token_of(link)).creator == keep
    assert withdraw(link=open_link(token_of(link)), consent=consent.pk)


def test_everything_at_once_closes_the_page(link: ConsentLink, tiktok: FakeNetwork) -> None:
    connected(link, tiktok)
    uploaded(link)
    assert withdraw_all(link=link) is True
    assert not AudienceFigure.objects.exists()
    assert Consent.objects.filter(withdrawn_at=None).count() == 0
    with pytest.raises(NotFound):
        open_link(token_of(link))
