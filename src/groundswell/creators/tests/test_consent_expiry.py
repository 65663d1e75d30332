"""What connected accounts told goes when the network's terms say so, with a clock that is moved."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from groundswell.accounts.models import Workspace
from groundswell.creators.consent import purge_given, read_due_grants
from groundswell.creators.models import AudienceFigure, Consent, ConsentLink, Creator, Grant, Post, Reading
from groundswell.creators.services import save_post
from groundswell.creators.tasks import purge_expired_content
from groundswell.creators.tests.consenting import NOON, connected, creator, link, media
from groundswell.creators.tests.fake_network import CLIENT, SECRET, FakeNetwork, network
from groundswell.kit import clock
from groundswell.platforms.services import save_keys
from groundswell.platforms.tests.toy import connectors

__all__ = ["connectors", "creator", "link", "media", "network"]
pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def strict(network: FakeNetwork, connectors: Callable[..., None]) -> FakeNetwork:
    """A network whose terms let nothing be kept longer than 30 days."""
    plugin = network.plugin()
    connectors(replace(plugin, policy=replace(plugin.policy, retention_days=30)))
    save_keys(connector="tiktok", given={"client_id": CLIENT, "client_secret": SECRET})
    return network


def test_a_connection_that_could_not_be_read_for_thirty_days_is_over(
    link: ConsentLink, creator: Creator, strict: FakeNetwork
) -> None:
    with clock.told(NOON):
        connected(link, strict)
    strict.refresh.clear()
    strict.access.clear()
    for day in (1, 15, 29):
        with clock.told(NOON + day * DAY):
            read_due_grants()
            assert purge_given(clock.now()) == {"tiktok": 0}
    assert Post.objects.count() == 1
    with clock.told(NOON + 31 * DAY):
        assert purge_given(clock.now()) == {"tiktok": 1}
    for model in (Grant, AudienceFigure, Reading, Post):
        assert not model.objects.exists()
    assert Consent.objects.get().withdrawn_at == NOON + 31 * DAY
    assert creator.accounts.get(platform="tiktok").followers is None


def test_of_a_connection_that_is_read_only_what_is_old_goes(
    workspace: Workspace, link: ConsentLink, creator: Creator, strict: FakeNetwork
) -> None:
    with clock.told(NOON):
        consent = connected(link, strict)
        account = creator.accounts.get(platform="tiktok")
        url = "https://www.tiktok.com/@maya.cooks/video/74299"
        save_post(workspace=workspace, account=account, url=url, caption="Old", source=consent.source)
        Reading.objects.create(
            workspace=workspace, account=account, metric="followers", value=1, source="file", observed_at=NOON
        )
    strict.person["followers"] = 50000
    later = NOON + 31 * DAY
    with clock.told(later - DAY):
        assert read_due_grants() == {"read": 1, "failed": 0}
    # A post is created by the true clock, so it is made as old as the moved one says.
    Post.objects.filter(external_id="74299").update(created_at=NOON)
    with clock.told(later):
        assert purge_expired_content.func() == {"tiktok": 5}
        assert purge_expired_content.func() == {}
    assert list(Post.objects.values_list("external_id", flat=True)) == ["74300"]
    kept = Reading.objects.filter(metric="followers").order_by("value").values_list("value", "source")
    assert list(kept) == [(1.0, "file"), (50000.0, consent.source)]
    assert {figure.observed_at.date() for figure in AudienceFigure.objects.all()} == {(later - DAY).date()}
    assert Grant.objects.count() == 1


def test_where_the_terms_set_no_limit_everything_stays(
    link: ConsentLink, network: FakeNetwork, connectors: Callable[..., None]
) -> None:
    connectors(network.plugin())
    save_keys(connector="tiktok", given={"client_id": CLIENT, "client_secret": SECRET})
    with clock.told(NOON):
        connected(link, network)
    assert purge_given(NOON + 400 * DAY) == {}
    assert (Grant.objects.count(), Post.objects.count()) == (1, 1)
