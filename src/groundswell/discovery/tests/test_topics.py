"""Topics found from what people write, where nobody stated any."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account
from groundswell.creators.services import save_post
from groundswell.discovery.language import read_query
from groundswell.discovery.language.words import words
from groundswell.discovery.queries import search
from groundswell.discovery.topics import FoundTopic, found_topics
from groundswell.discovery.topics.finding import MOST

Make = Callable[..., Account]
SILENT = [
    "", "Just here for the laughs", "Running late, always", "Running a small company in Leeds", "Chef bei Acme GmbH",
    "5k followers soon!", "State of the art support", "The best of Köln", "Hot dogs and coffee table chats", "Letting the cat is out of the bag",
]  # fmt: skip
PLAIN = {
    "Vegan baker in Leeds": {"vegan", "baking"},
    "Trail runner and ultramarathon dreamer": {"trail running"},
    "Läuferin aus Hamburg, Mama von zwei": {"running", "parenting"},
    "Passionnée de randonnée": {"hiking"},
    "Recetas fáciles, cocina de mi abuela": {"cooking"},
    "#skincare for dry skin": {"skincare"},
    "Curly hair, thrifted outfits": {"hair", "fashion"},
    "Stricken und Nähen": {"crafts"},
    "Budgeting & personal finance": {"finance"},
    "Bouldern in der Pfalz": {"climbing"},
    "VANLIFE across Portugal": {"van life"},
    "Libros y café": {"books"},
}


@pytest.mark.parametrize("bio", SILENT)
def test_talk_that_tells_of_no_topic(bio: str) -> None:
    assert found_topics(bio, []) == []


@pytest.mark.parametrize("bio", PLAIN)
def test_a_bio_tells_of_it(bio: str) -> None:
    assert {one.topic for one in found_topics(bio, [])} == PLAIN[bio]


def test_one_post_is_not_enough_and_the_proof_is_named() -> None:
    assert found_topics("", ["My first sourdough"]) == []
    assert found_topics("Hello", ["My first sourdough", "More #sourdough, more bread", "A walk"]) == [
        FoundTopic("baking", ("sourdough", "bread"), in_bio=False, posts=2)
    ]


@given(st.text(max_size=300), st.lists(st.text(max_size=100), max_size=12))
def test_every_word_named_was_said(bio: str, posts: list[str]) -> None:
    found = found_topics(bio, posts)
    said = " ".join(word for text in (bio, *posts) for word in words(text))
    assert len(found) <= MOST
    assert all(term in said for one in found for term in one.terms)


@pytest.mark.django_db
def test_found_topics_filter_count_and_say_why(workspace: Workspace, make_account: Make, tmp_path: Path) -> None:
    maya = make_account("maya", bio="Coffee first")
    for n in range(2):
        save_post(workspace=workspace, account=maya, url=f"https://p.example/{n}", caption="New #sourdough", source="t")
    make_account("noah", bio="Baker", topics=["Running"])
    make_account("cleo")
    asked: dict[str, Any] = {"influencer": {"topics": ["baking", "unknown"]}, "facets": ["topic"], "sort": "followers"}
    answer = search(workspace, read_query(asked))
    assert [(result.account.handle, result.why) for result in answer.results] == [
        ("maya", ["topic baking: “sourdough” in 2 recent posts"]),
        ("cleo", []),
    ]
    told = answer.results[0].account
    assert (told.topics, [one.model_dump() for one in told.topics_found]) == (
        ["baking", "coffee"],
        [
            {"topic": "baking", "terms": ["sourdough"], "in_bio": False, "posts": 2},
            {"topic": "coffee", "terms": ["coffee"], "in_bio": True, "posts": 0},
        ],
    )
    assert answer.facets == {"topic": {"baking": 1, "coffee": 1, "unknown": 1}}
    (stated,) = search(workspace, read_query({"influencer": {"topics": ["running"]}})).results
    assert (stated.account.handle, stated.why, stated.account.topics_found) == ("noah", ["topic running"], [])
