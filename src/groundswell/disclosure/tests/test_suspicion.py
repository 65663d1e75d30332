"""The suspicion: a probability with reasons, never a verdict."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Participant
from groundswell.creators.models import Account, Creator, Post
from groundswell.disclosure.queries import suspected_posts
from groundswell.disclosure.rules import Post as Asked
from groundswell.disclosure.rules import answer_line, suspect
from groundswell.disclosure.rules.suspicion import Suspicion, suspicion_model
from groundswell.disclosure.services import receive_post
from groundswell.kit import clock
from groundswell.tracking.models import Mention, Monitor

PROMOTION = "Obsessed with the new serum from @acme! Use my code MAYA20 for 20% off, link in bio. #acme #glow"
LIFE = "My dog found the only puddle on the whole trail, and it rained all day."
GRUMBLE = "Bought an Acme kettle with my own money and it leaks. Disappointed."


def score(text: str, **more: Any) -> Suspicion:
    facts = {
        "id": 1, "platform": "instagram", "surface": "feed", "text": text, "jurisdictions": ["US"], "connection": "unknown", "brand": "Acme",
    }  # fmt: skip
    return suspect(Asked.model_validate(facts | more))


def test_promotion_stands_far_above_life_and_complaints() -> None:
    assert score(PROMOTION).probability > 0.95
    assert score(LIFE).probability < 0.1
    assert score(GRUMBLE).probability < 0.3


def test_reasons_are_told_strongest_first_and_speak_against_as_well() -> None:
    reasons = score(PROMOTION).reasons
    assert {"code", "discount", "bio", "brand"} <= {reason.sign for reason in reasons}
    assert [reason.weight for reason in reasons] == sorted((r.weight for r in reasons), reverse=True)
    assert any(reason.weight < 0 and reason.sign == "bought" for reason in score(GRUMBLE).reasons)


def test_a_disclosed_post_says_so() -> None:
    assert score("Ad: " + PROMOTION).disclosed
    assert not score(PROMOTION).disclosed
    assert not score(PROMOTION + " #ad").disclosed, "after the fold"


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Mit dem Code LENA15 spart ihr 15 % Rabatt", "code"),
        ("Avec mon code MAYA10", "code"),
        ("https://shop.example/?ref=maya", "affiliate-link"),
        ("Thank you @acme for this", "thanks"),
        ("Shop now at acme", "call"),
        ("Giveaway! Tag a friend", "giveaway"),
        ("Only $15 this week", "price"),
        ("My podcast turns three", "own"),
        ("This is not an ad", "denial"),
    ],
)
def test_signs_are_seen(text: str, sign: str) -> None:
    assert sign in {reason.sign for reason in score(text).reasons} or suspicion_model().weights[sign] == 0


@pytest.mark.parametrize("text", ["20% battery left", "The dress code said black", "Zip code 90210 and a rainy day"])
def test_decoys_are_not_taken_for_codes(text: str) -> None:
    assert "code" not in {reason.sign for reason in score(text).reasons}


@given(st.text(max_size=400))
def test_any_text_gets_a_probability(text: str) -> None:
    answer = score(text).as_dict()
    assert 0 <= answer["probability"] <= 1
    json.dumps(answer)


def test_a_line_in_and_a_line_out() -> None:
    line = {
        "id": "p",
        "platform": "x",
        "surface": "feed",
        "text": PROMOTION,
        "jurisdictions": ["US"],
        "connection": "unknown",
    }
    answer = answer_line(json.dumps(line), suspect)
    assert answer.keys() == {"id", "probability", "reasons", "disclosed", "model"}
    assert "error" in answer_line("{", suspect)


def test_the_model_names_what_it_was_trained_on() -> None:
    model = suspicion_model()
    assert "invented captions" in model.version
    assert model.weights.keys() == model.texts.keys()
    assert model.slope > 0


@pytest.mark.django_db
class TestSuspectedPosts:
    def post(self, account: Account, caption: str, number: int) -> Post:
        return Post.objects.create(
            account=account, external_id=f"p{number}", caption=caption, url=f"https://instagram.com/p/S{number}/",
            published_at=clock.now(),
        )  # fmt: skip

    def test_ranked_and_only_of_this_workspaces_creators(
        self, workspace: Workspace, other_workspace: Workspace
    ) -> None:
        account = Account.objects.create(platform="instagram", handle="maya.runs")
        stranger = Account.objects.create(platform="instagram", handle="stranger")
        creator = Creator.objects.create(workspace=workspace, name="Maya Brook")
        creator.accounts.add(account)
        first = self.post(account, PROMOTION, 1)
        for number, caption in enumerate([LIFE, "Ad: " + PROMOTION, GRUMBLE], start=2):
            self.post(account, caption, number)
        self.post(stranger, PROMOTION, 9)
        (found,) = suspected_posts(workspace)
        assert (found.post.pk, found.creator, found.verdict) == (first.pk, creator, "")
        assert suspected_posts(other_workspace) == []

    def test_strangers_whom_a_monitor_met_are_ranked_too(
        self,
        workspace: Workspace,
        other_workspace: Workspace,
        api: Callable[..., Client],
        member_client: Callable[..., Client],
    ) -> None:
        stranger = Account.objects.create(platform="instagram", handle="nobody.knows")
        post = self.post(stranger, PROMOTION, 1)
        monitor = Monitor.objects.create(workspace=workspace, kind="name", value="acme", shown="Acme")
        Mention.objects.create(
            workspace=workspace, monitor=monitor, post=post, account=stranger, how="search", asked=False
        )
        (found,) = suspected_posts(workspace)
        assert (found.post.pk, found.creator) == (post.pk, None)
        (row,) = api("read").get("/api/v1/disclosure/suspected").json()["results"]
        assert row["creator"] is None
        page = member_client("analyst").get("/w/acme/disclosure/suspected/").content.decode()
        assert "Stranger" in page
        assert "nobody.knows" in page
        assert suspected_posts(other_workspace) == []

    def test_what_was_judged_to_pass_is_not_suspected(self, agreed: Participant, workspace: Workspace) -> None:
        url = "https://www.instagram.com/p/Sus01/"
        check = receive_post(participant=agreed, url=url, caption=PROMOTION, submitted_by="creator").check
        assert check.verdict == "fail"
        assert [row.verdict for row in suspected_posts(workspace)] == ["fail"]
