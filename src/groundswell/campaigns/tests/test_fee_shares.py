"""What of the fee each post earns."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.campaigns.models import Deliverable, Participant
from groundswell.campaigns.rules.terms import PlannedPost, check_terms, fee_shares
from groundswell.campaigns.services import create_offer, send_offer
from groundswell.campaigns.tests.fixtures import *  # noqa: F403
from groundswell.campaigns.tests.fixtures import terms
from groundswell.kit import clock
from groundswell.kit.errors import BadInput

SHARES = st.none() | st.decimals(0, 1, places=2)


def post(share: str | None = None, quantity: int = 1) -> PlannedPost:
    return PlannedPost(
        activity="review", platform="instagram", quantity=quantity, fee_share=None if share is None else Decimal(share)
    )


@pytest.mark.parametrize(
    ("posts", "shares"),
    [
        ([post(), post()], ["0.5000", "0.5000"]), ([post("0.7"), post()], ["0.7000", "0.3000"]),
        ([post("0.6", 2), post(None, 2)], ["0.3000", "0.3000", "0.2000", "0.2000"]), ([post(None, 3)], ["0.3333"] * 3),
        ([post("1"), post()], ["1.0000", "0.0000"]), ([], []),
    ],
)  # fmt: skip
def test_by_hand(posts: list[PlannedPost], shares: list[str]) -> None:
    assert [str(share) for share in fee_shares(posts)] == shares


@given(st.lists(st.tuples(SHARES, st.integers(1, 50)), max_size=12))
def test_never_more_than_the_fee(lines: list[tuple[Decimal | None, int]]) -> None:
    posts = [PlannedPost(activity="tip", platform="x", quantity=n, fee_share=share) for share, n in lines]
    shares = fee_shares(posts)
    assert len(shares) == sum(n for _, n in lines)
    assert all(share >= 0 for share in shares)
    if sum(share or 0 for share, _ in lines) <= 1:
        assert sum(shares) <= 1


@given(SHARES)
def test_a_share_survives_being_kept(share: Decimal | None) -> None:
    one = PlannedPost(activity="tip", platform="x", fee_share=share)
    assert PlannedPost.from_json(json.loads(json.dumps(one.as_json()))) == one
    old = {name: value for name, value in one.as_json().items() if name != "fee_share"}
    assert PlannedPost.from_json(old).fee_share is None


@pytest.mark.parametrize("shares", [["0.6", "0.5"], ["1.1"], ["-0.1"]])
def test_shares_that_cannot_be(shares: list[str]) -> None:
    with pytest.raises(BadInput):
        check_terms(terms(deliverables=tuple(post(share) for share in shares)), now=clock.now())


@pytest.mark.django_db
class TestAccepted:
    def test_each_deliverable_knows_its_part(
        self, participant: Participant, accept: Callable[..., Any], api: Callable[..., Any]
    ) -> None:
        offer = create_offer(
            workspace=participant.workspace,
            participant=participant,
            terms=terms(deliverables=(post("0.4"), post(None, 2))),
        )
        send_offer(offer=offer)
        accept(offer)
        kept = Deliverable.objects.filter(participant=participant).order_by("pk").values_list("fee_share", flat=True)
        assert list(kept) == [Decimal("0.4000"), Decimal("0.3000"), Decimal("0.3000")]
        told = api("read").get(f"/api/v1/deliverables?campaign={participant.campaign.slug}").json()
        assert sorted(row["fee_share"] for row in told) == ["0.3000", "0.3000", "0.4000"]

    def test_without_a_fee_there_is_no_part(self, participant: Participant, accept: Callable[..., Any]) -> None:
        offer = create_offer(
            workspace=participant.workspace,
            participant=participant,
            terms=terms(fee=Decimal(0), deliverables=(post(),)),
        )
        send_offer(offer=offer)
        accept(offer)
        assert Deliverable.objects.get(participant=participant).fee_share is None

    def test_on_the_form_and_in_the_text(self, member_client: Callable[..., Any], participant: Participant) -> None:
        manager = member_client("manager")
        form = {
            "fee": "200", "disclosure_clause": "Say it first.", "expires_on": "2099-12-01", "participant": participant.pk,
            "posts-TOTAL_FORMS": "2", "posts-INITIAL_FORMS": "0",
            "posts-0-quantity": "1", "posts-0-platform": "instagram", "posts-0-activity": "hashtag_post", "posts-0-fee_percent": "62.5",
            "posts-1-quantity": "1", "posts-1-platform": "tiktok", "posts-1-activity": "tip",
        }  # fmt: skip
        path = f"/w/acme/campaigns/{participant.campaign.slug}/offers/new/"
        assert (
            "more than the whole fee"
            in manager.post(path, form | {"posts-1-fee_percent": "40"}, follow=True).content.decode()
        )
        made = manager.post(path, form, follow=True)
        assert "for 62.5 % of the fee" in made.content.decode()
        offer = participant.offers.latest("pk")
        assert offer.deliverables[0]["fee_share"] == "0.625"
        assert 'value="62.5' in manager.get(f"/w/acme/offers/{offer.pk}/edit/").content.decode()
