"""How many queries the main pages may make on the demo brand: rows may grow, these may not."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from groundswell.accounts import queries
from groundswell.accounts.models import User
from groundswell.campaigns.models import Participant
from groundswell.cli.demo import SLUG, load_demo

MOST = 26  # of the ROI page: clicks are summed by link in one query and named in another, which many clicks need


@pytest.mark.django_db
def test_the_main_pages_stay_within_their_budget(client_of: Callable[[User], Client]) -> None:
    from django.db import connection

    load_demo()
    owner = queries.first_owner()
    assert owner is not None
    participant = Participant.objects.of(queries.workspace_named(SLUG)).select_related("campaign").order_by("pk")[0]
    pages = [
        "", "find/?q=running", f"creators/{participant.creator_id}/", "board/", "warm-up/", "grid/", "campaigns/",
        f"campaigns/{participant.campaign.slug}/",
        f"campaigns/{participant.campaign.slug}/?tab=applications",
        f"campaigns/{participant.campaign.slug}/?tab=owed", f"participants/{participant.pk}/page/", "creator-pages/", "creator-requests/", "products/", "outreach/", "posts/", "disclosure/", "links/", "orders/", "orders/held/", "orders/rules/", "commissions/", "rates/", "stores/", "glance/", "roi/", "roi/customers/", "roi/orders/", "roi/worth/", "roi/costs/", "roi/traffic/sources/", "roi/traffic/days/", "roi/share/", "roi/mail/", "imports/",
        "drafts/", "calendar/", "disclosure/cases/",
        "sequences/", "by-hand/", "inbox/", f"creators/{participant.creator_id}/footing/", "outreach/rules/",
        "jobs/", "settings/", "settings/members/",
    ]  # fmt: skip
    client = client_of(owner)
    counts = {}
    for page in pages:
        client.get(f"/w/{SLUG}/{page}")
        with CaptureQueriesContext(connection) as made:
            assert client.get(f"/w/{SLUG}/{page}").status_code == 200, page
        counts[page] = len(made)
    assert {page: count for page, count in counts.items() if count > MOST} == {}
