"""The text of an offer, and its hash."""

import hashlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.campaigns.rules.terms import PlannedPost, check_terms
from groundswell.campaigns.rules.wording import Frame, hash_of, sections_of, share, text_of
from groundswell.campaigns.tests.fixtures import terms
from groundswell.kit import clock
from groundswell.kit.errors import BadInput

FRAME = Frame(
    brand="Acme Shoes",
    creator="Maya Brook",
    campaign="Autumn trail",
    version=1,
    hashtag="acmetrail",
    email="hi@acme.example",
)


def test_the_whole_text_of_an_offer() -> None:
    assert text_of(sections_of(terms(), FRAME), version=1) == (
        "OFFER, VERSION 1\n"
        "\n"
        "WHO IS ASKING\n"
        "Brand: Acme Shoes\n"
        "Campaign: Autumn trail\n"
        "For: Maya Brook\n"
        "\n"
        "WHAT YOU DO\n"
        "1 × Instagram: photo or video with the campaign’s hashtag, by 14 December 2099.\n"
        "1 × TikTok: product review, by 20 December 2099.\n"
        "Hashtag: #acmetrail\n"
        "\n"
        "WHAT YOU GET\n"
        "Fee: 250.00 USD\n"
        "Product: Trail shoe (worth 120.00 USD), yours to keep\n"
        "Commission: 10 % of net sales through your own link and code\n"
        "For your followers: 15 % off with your own code\n"
        "Who pays whom: Acme Shoes owes you what stands here, directly. You pay nothing.\n"
        "\n"
        "WHAT THE BRAND MAY DO WITH YOUR CONTENT\n"
        "Usage rights: None beyond what the platform itself allows, such as sharing or embedding your post.\n"
        "\n"
        "HOW YOU TELL YOUR FOLLOWERS\n"
        "Your followers must be told that Acme Shoes pays you.\n"
        "Right: #ad New shoes!\n"
        "Wrong: New shoes! #love #ad\n"
        "\n"
        "DATES\n"
        "Answer by: 1 December 2099, 18:00 UTC\n"
        "\n"
        "QUESTIONS\n"
        "Ask: With the question box on this page, or by replying to the message that brought you here.\n"
        "E-mail: hi@acme.example\n"
    )


def test_what_the_product_costs_the_brand_is_not_in_it() -> None:
    assert "41.50" not in text_of(sections_of(terms(), FRAME), version=1)


def test_a_gift_without_posts_leaves_the_choice() -> None:
    text = text_of(sections_of(terms(fee=Decimal(0), commission_rate=None, deliverables=()), FRAME), version=1)
    assert "Posts: None required. You decide whether you post, and what you say.\n" in text
    assert "Fee" not in text


@given(words=st.text(max_size=200), clause=st.text(min_size=1, max_size=300))
def test_the_hash_is_that_of_the_saved_text(words: str, clause: str) -> None:
    text = text_of(sections_of(terms(usage_rights=words, disclosure_clause=clause), FRAME), version=3)
    assert "\r" not in text
    assert text.endswith("\n")
    assert hash_of(text) == hashlib.sha256(text.encode()).hexdigest()


def test_shares_are_plain_numbers() -> None:
    assert [share(Decimal(text)) for text in ("0.1", "0.125", "1", "0.0750")] == ["10 %", "12.5 %", "100 %", "7.5 %"]


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"fee": Decimal(0), "product": "", "commission_rate": None}, "fee"),
        ({"fee": Decimal(-1)}, "fee"),
        ({"product_cost": Decimal(-1)}, "product_cost"),
        ({"commission_rate": Decimal("10")}, "commission_rate"),
        ({"disclosure_clause": "  "}, "disclosure_clause"),
        ({"expires_at": clock.now()}, "expires_at"),
        ({"deliverables": (PlannedPost(activity="dance", platform="tiktok"),)}, "deliverables[1]"),
        ({"deliverables": (PlannedPost(activity="tip", platform="myspace"),)}, "deliverables[1]"),
        ({"deliverables": (PlannedPost(activity="tip", platform="x", quantity=0),)}, "deliverables[1]"),
    ],
)
def test_what_no_offer_can_say(changes: dict[str, object], where: str) -> None:
    with pytest.raises(BadInput) as caught:
        check_terms(terms(**changes), now=clock.now())
    assert caught.value.where == where


def test_planned_posts_survive_storage() -> None:
    for planned in terms().deliverables:
        assert PlannedPost.from_json(planned.as_json()) == planned
