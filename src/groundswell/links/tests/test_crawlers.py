import pytest
from crawlerdetect import CrawlerDetect
from crawlerdetect.providers.crawlers import data as crawlers
from hypothesis import given
from hypothesis import strategies as st

from groundswell.links.rules.crawlers import crawler

PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Instagram 390.0.0"
)
NAMES = [one for one in crawlers if one.replace(" ", "").isalnum()]
PARTS = st.sampled_from([*NAMES, PHONE, "Yandex", "YandexSearch", "Safari/605.1", "Chrome/120.0", " ", "/", "ſ", "K"])


@given(st.lists(PARTS, max_size=4).map("".join) | st.text(max_size=40))
def test_every_answer_is_crawlerdetects(agent: str) -> None:
    assert crawler(agent) == ("bot" if not agent or CrawlerDetect().isCrawler(agent) else "")


@pytest.mark.parametrize(
    ("agent", "told"),
    [
        ("curl/8.5.0", "bot"),
        ("", "bot"),
        (PHONE, ""),
        ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "bot"),
        ("Mozilla/5.0 (compatible; YandexMetrika/2.0)", "bot"),
        ("YandexSearch/23", ""),
        (" ", ""),
    ],
)
def test_programs_and_people(agent: str, told: str) -> None:
    assert crawler(agent) == told
