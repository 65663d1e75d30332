"""Campaigns, offers and posts by command."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from groundswell.campaigns.models import Campaign, Offer, Participant
from groundswell.creators.models import Creator
from groundswell.tracking.models import PostMatch

pytestmark = pytest.mark.django_db
URL = "https://www.instagram.com/maya.runs/p/CxAbC123/"
TERMS = {
    "expires_at": "2099-12-01T18:00:00Z",
    "fee": "250",
    "deliverables": [{"activity": "review", "platform": "tiktok"}],
}


@pytest.fixture
def ask(cli: Callable[..., Any]) -> Callable[..., Any]:
    """`ask("campaigns", "list")`: the JSON answer of a command that must succeed."""

    def run(*arguments: object) -> Any:
        done = cli(*arguments, "--json")
        assert done.exit_code == 0, done.stderr
        return json.loads(done.stdout)

    return run


def refusal(done: Any) -> dict[str, Any]:
    assert done.exit_code == 2
    document: dict[str, Any] = json.loads(done.stderr)
    return document


def test_a_campaign_by_command(ask: Callable[..., Any], cli: Callable[..., Any], maya: Creator) -> None:
    options = (
        "--budget",
        "900",
        "--jurisdiction",
        "US",
        "--jurisdiction",
        "CA",
        "--starts",
        "2026-12-01",
        "--commission",
        "0.1",
    )
    assert ask("campaigns", "create", "Spring sale", *options) == {"slug": "spring-sale", "name": "Spring sale"}
    made = Campaign.objects.get()
    assert (made.jurisdictions, str(made.starts_on), made.budget) == (["US", "CA"], "2026-12-01", Decimal(900))
    assert ask("campaigns", "add", "spring-sale", maya.pk) == {"added": 1, "already_there": 0}
    assert ask("campaigns", "add", "spring-sale", maya.pk) == {"added": 0, "already_there": 1}
    (row,) = ask("campaigns", "list")
    assert (row["slug"], row["participants"], row["budget"]) == ("spring-sale", {"invited": 1}, "900.00")
    assert ask("campaigns", "participants", "spring-sale")[0]["name"] == "Maya Brook"
    assert "spring-sale" in cli("campaigns", "list").stdout
    assert "Maya Brook" in cli("campaigns", "participants", "spring-sale").stdout


@pytest.mark.parametrize(
    ("arguments", "where"),
    [
        (("create", "A", "--budget", "lots"), "--budget"),
        (("create", "A", "--commission", "nan"), "--commission"),
        (("add", "nowhere", "1"), None),
        (("participants", "nowhere"), "campaign"),
    ],
)
def test_what_cannot_be_done_names_the_place(
    cli: Callable[..., Any], maya: Creator, arguments: tuple[str, ...], where: str | None
) -> None:
    refused = refusal(cli("campaigns", *arguments))
    assert where in (None, refused["where"])
    assert not Campaign.objects.exists()


def test_an_offer_by_command(
    ask: Callable[..., Any], cli: Callable[..., Any], participant: Participant, tmp_path: Path
) -> None:
    file = tmp_path / "terms.json"
    file.write_text(json.dumps(TERMS))
    (offer,) = ask("offers", "create", participant.pk, "--terms", file)
    assert (offer["state"], offer["version"]) == ("draft", 1)
    assert ask("offers", "send", offer["id"])["state"] == "sent"
    assert cli("offers", "send", offer["id"]).stdout.strip() == offer["address"]
    assert [o["id"] for o in ask("offers", "list", "--campaign", "autumn-trail")] == [offer["id"]]
    assert ask("offers", "withdraw", offer["id"]) == {"withdrawn": offer["id"]}
    assert Offer.objects.get().state == "withdrawn"
    assert refusal(cli("offers", "send", offer["id"]))["error"] == "conflict"


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"fee": 10}', json.dumps(TERMS | {"salary": 1}), json.dumps(TERMS | {"expires_at": "soon"})]
)
def test_unreadable_terms_make_no_offer(
    cli: Callable[..., Any], participant: Participant, tmp_path: Path, text: str
) -> None:
    file = tmp_path / "terms.json"
    file.write_text(text)
    assert refusal(cli("offers", "create", participant.pk, "--terms", file))["error"] == "bad_input"
    assert not Offer.objects.exists()


def test_posts_by_command(ask: Callable[..., Any], cli: Callable[..., Any], agreed: Participant) -> None:
    post = ask("posts", "submit", agreed.pk, URL, "--caption", "Out again", "--published", "2026-12-01")
    assert (post["deliverable_id"], post["verdict"]) == (None, "fail")
    assert [row["id"] for row in ask("posts", "list", "--unmatched", "--verdict", "fail")] == [post["id"]]
    feed = agreed.deliverables.get(platform="instagram")
    assert ask("posts", "place", post["id"], feed.pk) == {"post": post["id"], "deliverable": feed.pk}
    assert PostMatch.objects.get().deliverable == feed
    assert ask("posts", "late") == []
    assert cli("posts", "late").stdout == "Nothing is late.\n"
    again = cli("posts", "submit", agreed.pk, URL, "--caption", "#ad Shoes")
    assert "Disclosure: pass." in again.stdout
    assert (
        refusal(cli("posts", "submit", agreed.pk, "https://www.instagram.com/maya.runs/", "--caption", "x"))["error"]
        == "post_unreadable"
    )


def test_deliverables_and_findings_can_be_taken_out(agreed: Participant) -> None:
    from groundswell.creators.exports import named
    from groundswell.disclosure.services import receive_post

    receive_post(participant=agreed, url=URL, caption="#ad Shoes #acmetrail", submitted_by="team")
    deliverables, findings = named("deliverables"), named("findings")
    rows = [dict(row) for row in deliverables.rows(agreed.workspace)]
    assert [(row["creator"], row["platform"], row["state"]) for row in rows] == [
        ("Maya Brook", "instagram", "live"),
        ("Maya Brook", "tiktok", "planned"),
    ]
    assert set(rows[0]) == set(deliverables.columns)
    (finding,) = findings.rows(agreed.workspace)
    assert set(finding) == set(findings.columns)
    assert finding["verdict"] == "pass"


def test_guidelines_by_command(
    ask: Callable[..., Any], cli: Callable[..., Any], agreed: Participant, tmp_path: Path
) -> None:
    file = tmp_path / "guidelines.json"
    file.write_text(json.dumps({"brief": "Run.", "items": [{"kind": "forbidden", "value": "mud"}]}))
    assert ask("campaigns", "guidelines", "autumn-trail")["version"] is None
    assert ask("campaigns", "guidelines", "autumn-trail", "--publish", file)["version"] == 1
    file.write_text(json.dumps(ask("campaigns", "guidelines", "autumn-trail")))
    assert ask("campaigns", "guidelines", "autumn-trail", "--publish", file)["version"] == 1
    for bad in ("[]", "{", '{"items": [1]}', '{"items": {"kind": 1}}'):
        file.write_text(bad)
        assert refusal(cli("campaigns", "guidelines", "autumn-trail", "--publish", file))["where"] == "--publish"
    ask("posts", "submit", agreed.pk, URL, "--caption", "#ad mud #acmetrail")
    rows = ask("campaigns", "kept", "autumn-trail")
    assert [(row["outcome"], row["evidence"]) for row in rows if row["post"]] == [
        ("broken", "“#ad mud #acmetrail” at character 5")
    ]
    out = tmp_path / "kept.csv"
    ask("campaigns", "kept", "autumn-trail", "--out", out)
    assert out.read_text(encoding="utf-8-sig").startswith("campaign,creator,deliverable")


def test_steps_and_more_time_by_command(ask: Callable[..., Any], cli: Callable[..., Any], agreed: Participant) -> None:
    feed = agreed.deliverables.get(platform="instagram")
    assert ask("posts", "move", feed.pk, "approved") == {"id": feed.pk, "state": "approved"}
    assert refusal(cli("posts", "move", feed.pk, "paid"))["where"] == "state"
    assert ask("posts", "extend", feed.pk, "2099-01-01")["due_on"] == "2099-01-01"
    assert refusal(cli("posts", "extend", feed.pk, "2001-01-01"))["where"] == "due_on"
    assert ask("posts", "late", "--only", "ghosted") == []
    assert refusal(cli("posts", "late", "--only", "lost"))["where"] == "only"
