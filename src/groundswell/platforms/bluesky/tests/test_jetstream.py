"""Recorded lines of the live stream: what is told, once, and what is not."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.platforms.bluesky.facets import LINK, MENTION, TAG
from groundswell.platforms.bluesky.jetstream import AccountChanged, HandleChanged, Matched, PostDeleted, Stream
from groundswell.platforms.watch import Reason, Watch

MAYA, TOM = "did:plc:maya", "did:plc:tom"
POST = "app.bsky.feed.post"


def line(kind: str, did: str = MAYA, at: int = 1_000, **told: Any) -> str:
    return json.dumps({"did": did, "time_us": at, "kind": kind, kind: told})


def commit(text: str = "", *, did: str = MAYA, at: int = 1_000, rkey: str = "3k", rev: str = "r1", **more: Any) -> str:
    operation, collection = more.pop("operation", "create"), more.pop("collection", POST)
    record = {"$type": collection, "text": text, "createdAt": "2026-11-01T12:00:00Z", "langs": ["en"], **more}
    told = {"rev": rev, "operation": operation, "collection": collection, "rkey": rkey}
    return line("commit", did, at, **told, **({} if operation == "delete" else {"record": record, "cid": "bafy"}))


def facet(text: str, part: str, **feature: str) -> dict[str, Any]:
    start = len(text[: text.index(part)].encode())
    return {"index": {"byteStart": start, "byteEnd": start + len(part.encode())}, "features": [feature]}


def reasons(watch: Watch, text: str, *facets: dict[str, Any], **more: Any) -> list[Reason]:
    news = Stream(watch).read(commit(text, facets=list(facets), **more))
    return list(news.reasons) if isinstance(news, Matched) else []


def test_every_post_of_a_watched_author_is_told() -> None:
    news = Stream(Watch(authors=[MAYA])).read(commit("Hello ☕"))
    assert isinstance(news, Matched)
    assert news.reasons == (Reason("author", MAYA),)
    assert news.post.external_id == f"at://{MAYA}/{POST}/3k"
    assert news.post.url == f"https://bsky.app/profile/{MAYA}/post/3k"
    assert (news.post.caption, news.post.author_handle, news.post.metrics) == ("Hello ☕", "", {})
    assert news.post.raw["commit"]["cid"] == "bafy"


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("I love ACME shoes!", True),
        ("acme   Shoes, again", True),
        ("acmeshoes", False),
        ("Acme makes shoes", False),
        ("Lacme shoes", False),
        ("ＡＣＭＥ ＳＨＯＥＳ", True),
    ],
)
def test_a_name_is_met_as_whole_words_in_any_case(text: str, matches: bool) -> None:
    watch = Watch(names=["Acme Shoes"])
    assert reasons(watch, text) == ([Reason("name", "Acme Shoes")] if matches else [])


def test_a_hashtag_counts_where_it_is_marked() -> None:
    watch, text = Watch(hashtags=["#Straße"]), "on the #STRASSE"
    assert reasons(watch, text, facet(text, "#STRASSE", **{"$type": TAG, "tag": "STRASSE"})) == [
        Reason("hashtag", "#Straße")
    ]
    assert reasons(watch, text) == []
    assert reasons(watch, "beside it", tags=["straße"]) == [Reason("hashtag", "#Straße")]


def test_a_mention_counts_as_did_and_as_written_handle() -> None:
    watch, text = Watch(mentions=[TOM, "@Tom.Example"]), "with @tom.test"
    assert reasons(watch, text, facet(text, "@tom.test", **{"$type": MENTION, "did": TOM})) == [Reason("mention", TOM)]
    assert reasons(watch, "with @TOM.example!") == [Reason("mention", "@Tom.Example")]
    assert reasons(watch, "write to me@tom.example.org") == []


@pytest.mark.parametrize(
    ("link", "matches"),
    [
        ("https://www.shop.example/beans/dark?utm=x", True),
        ("http://shop.example/beans", True),
        ("https://shop.example/beanstalk", False),
        ("https://shop.example.evil.example/beans", False),
        ("https://[broken", False),
    ],
)
def test_a_link_matches_its_page_and_deeper_ones(link: str, matches: bool) -> None:
    watch, wanted = Watch(links=["shop.example/beans/"]), [Reason("link", "shop.example/beans/")]
    card = {"$type": "app.bsky.embed.external", "external": {"uri": link}}
    assert reasons(watch, "look", facet("look", "look", **{"$type": LINK, "uri": link})) == (wanted if matches else [])
    assert reasons(watch, "look", embed=card) == (wanted if matches else [])


def test_a_post_nobody_watches_for_is_not_told() -> None:
    stream = Stream(Watch(authors=[TOM], names=["Acme"], hashtags=["x"], links=["a.example"]))
    assert stream.read(commit("Nothing here #x @y https://a.example")) is None
    assert stream.read(commit(collection="app.bsky.feed.like", did=TOM)) is None
    assert (stream.cursor, stream.unreadable) == (1_000, 0)


def test_an_event_that_comes_again_is_told_once_and_an_edit_is_news() -> None:
    stream = Stream(Watch(authors=[MAYA]))
    lines = [commit("one"), commit("one"), commit("two", rev="r2", operation="update"), commit("one")]
    told = [news.post.caption for news in stream.news(lines) if isinstance(news, Matched)]
    assert told == ["one", "two"]


def test_deletions_matter_for_those_whose_content_is_held() -> None:
    stream = Stream(Watch(authors=[MAYA], held=[TOM]))
    lines = [commit(operation="delete", did=who, rev="r3") for who in (MAYA, TOM, "did:plc:stranger", TOM)]
    assert list(stream.news(lines)) == [PostDeleted(f"at://{MAYA}/{POST}/3k"), PostDeleted(f"at://{TOM}/{POST}/3k")]


def test_accounts_that_leave_come_back_or_change_their_handle() -> None:
    stream = Stream(Watch(held=[TOM]))
    lines = [
        line("account", TOM, 1, active=False, status="deactivated", seq=1),
        line("account", TOM, 1, active=False, status="deactivated", seq=1),
        line("account", TOM, 2, active=True, seq=2),
        line("identity", TOM, 3, handle="New.Example", seq=3),
        line("identity", TOM, 4, seq=4),
        line("identity", MAYA, 5, handle="other.example", seq=5),
    ]
    assert list(stream.news(lines)) == [
        AccountChanged(TOM, False, "deactivated"),
        AccountChanged(TOM, True, ""),
        HandleChanged(TOM, "new.example"),
    ]


def test_the_cursor_never_goes_back() -> None:
    stream = Stream(Watch())
    list(stream.news([commit(at=5), commit(at=9), commit(at=7)]))
    assert stream.cursor == 9


def test_broken_lines_are_counted_and_passed_over() -> None:
    stream = Stream(Watch(authors=[MAYA]))
    whole = commit("whole")
    broken: list[str | bytes] = ["", "null", "[]", "{}", whole[:60], '{"kind":"commit"}', "[" * 100_000, b"\xff\xfe"]
    assert [type(news) for news in stream.news([*broken, whole])] == [Matched]
    assert stream.unreadable == len(broken)


@given(data=st.recursive(st.none() | st.integers() | st.text(max_size=8), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["kind", "did", "commit", "record", "time_us", "collection", "rkey", "text"]), inner, max_size=6), max_leaves=20))  # fmt: skip
def test_no_line_stops_the_stream(data: Any) -> None:
    stream = Stream(Watch(authors=[MAYA], names=["x"]))
    stream.read(json.dumps(data))
    for kind in ("commit", "account", "identity"):
        stream.read(json.dumps({"did": MAYA, "time_us": 1, "kind": kind, kind: data}))
    stream.read(json.dumps({"did": MAYA, "time_us": 1, "kind": "commit", "commit": {"collection": POST, "rkey": "1", "rev": "2", "operation": "create", "record": data}}))  # fmt: skip
