"""The address of the Find page, there and back."""

from urllib.parse import parse_qs

import pytest
from django.http import QueryDict

from groundswell.discovery.language import read_query
from groundswell.kit.errors import BadInput
from groundswell.web.discovery.filters import Filters
from groundswell.web.discovery.panel import groups

FULL = (
    "q=trail&platform=tiktok&platform=youtube&tier=micro&country=US&topic=food&language=en&min=1k&max=1.5M&er=2%25&posted=30"
    "&city=Leeds,+Berlin&hashtag=%23ultra,gear&mention=@acme&bio=coach&gender=female&contact=yes&verified=no&skip=asked"
    "&sort=followers&view=table"
)


def filters(address: str) -> Filters:
    return Filters(QueryDict(address))


def test_the_address_becomes_the_query() -> None:
    query = filters(FULL).query()
    assert query == {
        "text": "trail",
        "influencer": {
            "platforms": ["tiktok", "youtube"], "tiers": ["micro"], "countries": ["US"], "topics": ["food"], "languages": ["en"],
            "followers": {"min": 1_000, "max": 1_500_000}, "engagement_rate": {"min": 0.02}, "posted_within_days": 30,
            "cities": ["Leeds", "Berlin"], "hashtags": ["#ultra", "gear"], "mentions": ["@acme"], "bio": "coach", "gender": "female",
            "has_contact": True, "verified": False,
        },
        "exclude_lists": ["asked"], "sort": "followers", "limit": 24,
    }  # fmt: skip
    assert read_query(query).sort == "followers"


def test_an_empty_address_asks_for_everybody() -> None:
    assert filters("q=+&min=&sort=nonsense&view=&other=1").query() == {
        "text": "", "influencer": {}, "exclude_lists": [], "sort": "relevance", "limit": 24,
    }  # fmt: skip


@pytest.mark.parametrize("text", ["many", "-5", "1e99", "nan", "k", "1.2.3", "5m5"])
def test_what_is_no_number_is_refused_with_the_field(text: str) -> None:
    with pytest.raises(BadInput) as refusal:
        filters(f"min={text}").query()
    assert refusal.value.where == "Followers from"


def test_each_chip_takes_away_only_itself() -> None:
    asked = filters(FULL)
    chips = asked.chips()
    assert [(chip.label, chip.value) for chip in chips[:4]] == [
        ("Words", "trail"), ("Platform", "TikTok"), ("Platform", "YouTube"), ("Tier", "Micro"),
    ]  # fmt: skip
    assert ("Country", "United States") in [(chip.label, chip.value) for chip in chips]
    before = parse_qs(asked.address())
    for chip in chips:
        after = parse_qs(chip.without)
        assert sum(map(len, after.values())) == sum(map(len, before.values())) - 1
        assert all(set(values) <= set(before[name]) for name, values in after.items())


def test_the_address_is_kept_short() -> None:
    assert filters("q=&min=&platform=tiktok&sort=relevance&view=cards&after=abc").address() == "platform=tiktok"
    assert filters("q=a").address(after="next") == "q=a&after=next"


def test_the_panel_keeps_what_is_ticked_in_sight() -> None:
    counts = {
        "country": {f"{a}{b}": 9 for a in "ABC" for b in "ABC"} | {"unknown": 50},
        "tier": {"macro": 1, "nano": 5, "unknown": 2},
    }
    found = {group.param: group for group in groups(filters("country=ZZ&country=CC"), counts)}
    country, tier = found["country"], found["tier"]
    assert [(choice.value, choice.checked) for choice in country.choices[:2]] == [("CC", True), ("ZZ", True)]
    assert country.choices[1].count == 0
    assert country.rest[-1].value == "unknown"
    assert [choice.value for choice in tier.choices] == ["nano", "macro", "unknown"]
    assert found["topic"].choices == []


def test_audience_growth_and_the_unknown_become_the_query() -> None:
    asked = filters(
        "a_country=United+States+30,CA&a_gender=Female+60&a_age=25-34,35-44+10&a_real=85&a_open=yes&er=2&er_open=yes"
        "&growth=3&paid=20&natural=acme&verified=unknown&followers_open=yes&sort=growth"
    )
    assert asked.query() == {
        "text": "",
        "influencer": {
            "naturally_mentions": ["acme"], "verified": "unknown", "engagement_rate": {"min": 0.02, "unknown": True},
            "growth": {"days": 30, "min": 0.03}, "sponsored_share": {"max": 0.2},
        },
        "audience": {
            "countries": {"US": 0.3, "CA": 0.2}, "genders": {"female": 0.6}, "ages": {"25-34": 0.2, "35-44": 0.1},
            "real_share": {"min": 0.85}, "unknown": True,
        },
        "exclude_lists": [], "sort": "growth", "limit": 24,
    }  # fmt: skip
    assert [chip.label for chip in asked.chips()][-4:] == [
        "Audience in", "Audience gender", "Audience age", "Audience real from",
    ]  # fmt: skip
    read_query(asked.query())


def test_an_audience_in_no_country_is_refused_with_the_field() -> None:
    with pytest.raises(BadInput) as refusal:
        filters("a_country=Atlantis+30").query()
    assert (refusal.value.where, refusal.value.message) == ("Audience in", "“Atlantis” is no country.")
