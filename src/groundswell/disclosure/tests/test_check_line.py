"""JSON Lines in and out, as the command line promises."""

import json
from typing import Any

import pytest

from groundswell.disclosure.jurisdictions import PLACES
from groundswell.disclosure.rules import check_line, check_lines

POST = {
    "id": "p1",
    "platform": "instagram",
    "surface": "feed",
    "text": "#ad The kettle that boils in a minute.",
    "jurisdictions": ["US"],
    "connection": "paid",
}


def ask(**changes: Any) -> dict[str, Any]:
    return check_line(json.dumps(POST | changes))


def test_a_pass_in_full() -> None:
    assert ask() == {
        "id": "p1",
        "verdict": "pass",
        "jurisdictions": {"US": "pass"},
        "findings": [
            {
                "rule": "US.wording",
                "severity": "info",
                "span": [0, 3],
                "message": '"#ad" is an acceptable disclosure. The whole text shows without a tap.',
                "source": "FTC's Endorsement Guides: What People Are Asking, 2023",
                "fix": None,
            }
        ],
        "disclosure": {"term": "#ad", "span": [0, 3]},
    }


def test_a_failure_says_where_and_how_to_put_it_right() -> None:
    text = "The kettle that boils in a minute, and then some. " * 3 + "#ad"
    answer = ask(text=text, brand="Acme")
    [finding] = answer["findings"]
    assert answer["verdict"] == "fail"
    assert finding["rule"] == "US.fold"
    assert finding["span"] == [150, 153]
    assert finding["message"] == (
        "It ends 28 characters after the fold (125 characters or 3 lines on mobile); move it to the start."
    )
    assert finding["fix"] == f"Ad for Acme: {text}"
    assert answer["disclosure"] == {"term": "#ad", "span": [150, 153]}


@pytest.mark.parametrize(
    ("tags", "rule"),
    [("#tea #ad", "US.fold"), ("#ad #tea #home", "US.fold"), ("#tea #home #ad", "US.buried"), ("#ad", "US.fold")],
)
def test_after_the_fold_it_fails_whatever_stands_beside_it(tags: str, rule: str) -> None:
    answer = ask(text="The kettle that boils in a minute, and then some. " * 3 + tags)
    assert (answer["verdict"], [finding["rule"] for finding in answer["findings"]]) == ("fail", [rule])


def test_before_the_fold_a_tag_in_front_of_it_is_for_a_person_to_judge() -> None:
    answer = ask(text="The kettle that boils in a minute. #tea #ad")
    assert (answer["verdict"], [finding["rule"] for finding in answer["findings"]]) == ("review", ["US.group"])


def test_the_margin_before_the_fold_is_told() -> None:
    answer = ask(text="#ad " + "x" * 200)
    assert answer["findings"][0]["message"].endswith(
        "It ends 122 characters before the fold (125 characters or 3 lines on mobile)."
    )


def test_a_denial_is_cut_out_of_the_suggestion() -> None:
    answer = ask(text="NOT an ad, I just love this kettle.")
    assert {finding["rule"] for finding in answer["findings"]} == {"US.missing", "US.denied"}
    assert answer["findings"][0]["fix"] == "Ad: I just love this kettle."


def test_the_suggestion_speaks_the_language_of_the_post() -> None:
    answer = ask(text="Mes chaussures sont parfaites pour le sentier.", jurisdictions=["CA-QC", "CA"], brand="Acme")
    assert answer["findings"][0]["fix"] == "Pub pour Acme : Mes chaussures sont parfaites pour le sentier."


@pytest.mark.parametrize(
    ("connection", "fix"),
    [
        ("gifted", "Free product from Acme: A kettle."),
        ("affiliate", "Paid link: A kettle."),
        ("employee", "I'm an employee of Acme: A kettle."),
        ("family", "My family's company: A kettle."),
    ],
)
def test_the_suggestion_tells_the_connection(connection: str, fix: str) -> None:
    assert ask(text="A kettle.", connection=connection, brand="Acme")["findings"][0]["fix"] == fix


def test_a_disclosure_outside_the_text_has_no_span() -> None:
    answer = ask(surface="story", text="", overlay_text="#ad my kettle")
    assert answer["disclosure"] == {"term": "#ad", "span": None}


def test_an_inadequate_term_is_not_a_disclosure() -> None:
    answer = ask(text="#spon The kettle that boils in a minute.")
    assert (answer["verdict"], answer["disclosure"]) == ("fail", None)
    assert answer["findings"][0]["span"] == [0, 5]


def test_the_label_never_passes_alone() -> None:
    answer = ask(text="The kettle that boils in a minute.", platform_label=True)
    assert answer["verdict"] == "fail"
    assert "US.label" in {finding["rule"] for finding in answer["findings"]}


def test_each_place_is_judged_by_its_own_rules() -> None:
    answer = ask(text="#sponsored The kettle that boils in a minute.", jurisdictions=["US", "GB", "IE"])
    assert (answer["verdict"], answer["jurisdictions"]) == ("fail", {"US": "pass", "GB": "fail", "IE": "review"})
    assert [finding["rule"] for finding in answer["findings"]] == ["US.wording", "GB.wording", "IE.wording"]
    assert answer["findings"][1]["source"].startswith("ASA and CMA, Influencers' guide")


def test_a_caption_for_every_place_at_once() -> None:
    answer = ask(text="The kettle that boils in a minute.", jurisdictions=list(PLACES), brand="Acme")
    assert set(answer["jurisdictions"].values()) == {"fail"}
    assert answer["findings"][0]["fix"] == "Ad | Werbung | Publicité | PR: The kettle that boils in a minute."
    again = ask(text=answer["findings"][0]["fix"], jurisdictions=list(PLACES), brand="Acme")
    assert set(again["jurisdictions"].values()) == {"pass"}


@pytest.mark.parametrize(
    ("text", "places", "fix"),
    [
        ("Der Wasserkocher ist endlich da.", ["DE", "AT"], "Werbung für Acme: Der Wasserkocher ist endlich da."),
        ("La bouilloire est enfin chez moi.", ["FR"], "Pub pour Acme : La bouilloire est enfin chez moi."),
        ("De waterkoker is er eindelijk.", ["NL", "BE"], "Reclame voor Acme: De waterkoker is er eindelijk."),
        ("Il bollitore è finalmente arrivato.", ["IT"], "Pubblicità per Acme: Il bollitore è finalmente arrivato."),
        ("주전자가 드디어 왔어요.", ["KR"], "[광고] Acme 주전자가 드디어 왔어요."),
        ("やかんがやっと届きました。", ["JP"], "【PR】Acme やかんがやっと届きました。"),
        ("A chaleira chegou e eu amo muito.", ["BR"], "Publicidade para Acme: A chaleira chegou e eu amo muito."),
    ],
)
def test_the_suggestion_speaks_the_audiences_language(text: str, places: list[str], fix: str) -> None:
    assert ask(text=text, jurisdictions=places, brand="Acme")["findings"][0]["fix"] == fix


def test_italy_looks_at_the_first_three_hashtags() -> None:
    text = "Tre settimane con questo bollitore. #casa #te #adv #mattina"
    assert ask(text=text, jurisdictions=["IT"])["verdict"] == "pass"
    assert ask(text=text.replace("#te", "#te #cucina"), jurisdictions=["IT"])["verdict"] == "fail"


def test_south_korea_asks_for_the_beginning() -> None:
    answer = ask(text="주전자가 드디어 왔어요. 정말 좋아요. #광고", jurisdictions=["KR"])
    assert (answer["verdict"], answer["findings"][0]["rule"]) == ("review", "KR.start")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"jurisdictions": ["XX"]}, "jurisdictions.0"),
        ({"jurisdictions": []}, "jurisdictions"),
        ({"jurisdictions": "US"}, "jurisdictions"),
        ({"platform": "friendster"}, "unknown platform; known are blog, bluesky"),
        ({"platform": 3}, "platform"),
        ({"surface": "billboard"}, "surface"),
        ({"surface": "pin"}, "instagram has no pin; it has feed, reel"),
        ({"connection": "rich"}, "connection"),
        ({"text": None}, "text"),
        ({"text": ["#ad"]}, "text"),
        ({"language": "English, please"}, 'such as "en"'),
        ({"brand": 7}, "brand"),
        ({"platform_label": 1}, "platform_label"),
    ],
)
def test_a_malformed_field_is_named(changes: dict[str, object], said: str) -> None:
    answer = ask(**changes)
    assert answer.keys() == {"id", "error"}
    assert answer["id"] == "p1"
    assert said in answer["error"]


@pytest.mark.parametrize("missing", POST.keys())
def test_a_missing_field_is_named(missing: str) -> None:
    answer = check_line(json.dumps({key: value for key, value in POST.items() if key != missing}))
    assert answer["id"] == (None if missing == "id" else "p1")
    assert missing in answer["error"]


@pytest.mark.parametrize("raw", ["", "{", "[]", "7", "null", '"text"', '{"id": true}', '{"id": 1.5}', "[" * 100_000])
def test_a_line_that_is_no_post_has_no_id(raw: str) -> None:
    answer = check_line(raw)
    assert answer.keys() == {"id", "error"}
    assert answer["id"] is None


def test_half_a_character_is_an_error_not_a_crash() -> None:
    assert "error" in check_line(json.dumps(POST | {"text": "#ad \ud800"}))


def test_platform_names_in_any_case_and_by_alias() -> None:
    assert ask(platform="Instagram")["verdict"] == "pass"
    assert ask(platform="twitter")["verdict"] == "pass"


def test_lines_are_answered_in_order_and_a_bad_one_stops_nothing() -> None:
    lines = [json.dumps(POST), "not json", "\n", json.dumps(POST | {"id": 2, "text": "A kettle."})]
    answers = list(check_lines(lines))
    assert [answer["id"] for answer in answers] == ["p1", None, 2]
    assert [answer.get("verdict") for answer in answers] == ["pass", None, "fail"]


@pytest.mark.parametrize(
    ("piece", "verdict"),
    [
        ("#ad ", "pass"),
        ("ad: ", "pass"),
        ("not an ad ", "fail"),
        ("광고 아닙니다 ", "fail"),
        ("sponsored by ", "review"),
    ],
)
def test_a_text_that_repeats_itself_without_end_is_answered(piece: str, verdict: str) -> None:
    answer = ask(text=piece * 20_000, brand="Acme")
    assert answer["verdict"] == verdict
    for finding in answer["findings"]:
        assert finding["fix"] is None or ask(text=finding["fix"], brand="Acme")["verdict"] == "pass"
