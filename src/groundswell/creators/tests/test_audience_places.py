"""Free-text locations: right when something is said, silent when it may be a joke."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.creators.audience.places import place_of

PLACES = {
    "London": "GB London", "london, uk": "GB London", "London, Ontario": "CA London", "Paris": "FR Paris",
    "Paris, Texas": "US Paris", "Paris, TX": "US Paris", "Berlin": "DE Berlin", "münchen": "DE Munich",
    "Köln, Deutschland": "DE Köln", "Wien": "AT Vienna", "Zürich, Schweiz": "CH Zürich", "Москва": "RU Moscow",
    "東京": "JP Tokyo", "서울": "KR", "São Paulo, Brasil": "BR São Paulo", "Buenos Aires - Argentina": "AR Buenos Aires",
    "NYC": "US New York City", "Brooklyn, NY": "US New York City", "Austin, TX": "US Austin", "Austin TX": "US Austin",
    "Portland, ME": "US Portland", "Portland, Oregon": "US Portland", "Springfield, IL": "US Springfield", "los angeles": "US Los Angeles",
    "LA": "US Los Angeles", "Washington, DC": "US Washington", "Richmond, Va.": "US Richmond", "Vancouver, BC": "CA Vancouver",
    "Vancouver, WA": "US Vancouver", "Birmingham, AL": "US Birmingham", "Birmingham": "GB Birmingham", "Cambridge, MA": "US Cambridge",
    "Dublin, Ireland 🇮🇪": "IE Dublin", "🇩🇪": "DE", "🏴󠁧󠁢󠁳󠁣󠁴󠁿": "GB", "Edinburgh, Scotland": "GB Edinburgh", "Lagos Nigeria": "NG Lagos",
    "Mumbai, India": "IN Mumbai", "Kerala": "IN", "Jakarta | Bali": "ID Jakarta", "Sydney, Australia": "AU Sydney",
    "Based in Madrid ✈️ Tokyo": "ES Madrid", "📍 Lisbon, Portugal": "PT Lisbon", "Amsterdam, The Netherlands": "NL Amsterdam",
    "U.S.A.": "US", "United States": "US", "Texas": "US", "California, USA": "US", "SoCal": "US", "UAE": "AE", "Dubai, UAE": "AE Dubai",
    "Nederland": "NL", "España": "ES", "Frankreich": "FR", "Polska": "PL", "Kraków": "PL Kraków", "Ciudad de México": "MX Mexico City",
    "Cape Town, South Africa": "ZA Cape Town", "nairobi, kenya": "KE Nairobi", "The GREAT state of TEXAS": "US",
    "Atlanta, Georgia": "US Atlanta", "Tbilisi, Georgia": "GE Tbilisi", "Manila, PH": "PH Manila", "Bangalore": "IN Bengaluru",
}  # fmt: skip
NOWHERE = [
    "", "   ", "🌍", "🦄✨", "Narnia", "Hogwarts", "everywhere", "Earth", "the moon", "planet earth", "in your heart", "your mom's house",
    "home", "Hell", "the internet", "online", "somewhere over the rainbow", "she/her", "21", "¯\\_(ツ)_/¯", "404 not found", "behind you",
    "nowhere", "Wonderland", "Neverland", "outer space", "my bed", "@someone", "https://example.com", "12.5, 44.1", "he/him | 19", "ok",
    "Gotham City", "living my best life", "Milky Way", "a state of mind", "hi", "love", "Heaven", "Room 237", "....", "??", "Wakanda forever",
]  # fmt: skip


def told(text: str) -> str:
    place = place_of(text)
    return "" if place is None else f"{place.country} {place.city}".strip()


@pytest.mark.parametrize(("text", "place"), PLACES.items())
def test_a_place_is_found(text: str, place: str) -> None:
    assert told(text) == place


@pytest.mark.parametrize("text", NOWHERE)
def test_nowhere_is_left_alone(text: str) -> None:
    assert told(text) == ""


def test_only_the_beginning_of_a_novel_is_read() -> None:
    assert told("x" * 10_000_000) == ""
    assert told("Berlin, Germany. " * 500_000) == "DE Berlin"


@given(st.text(max_size=60))
def test_any_text_has_an_answer(text: str) -> None:
    place = place_of(text)
    assert place is None or (len(place.country) == 2 and place.country.isupper())
