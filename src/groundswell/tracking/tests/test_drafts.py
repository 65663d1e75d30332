"""Drafts from the creator's page to the approval, and what is published instead."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from groundswell.accounts.models import Workspace
from groundswell.campaigns.models import Deliverable, Participant
from groundswell.campaigns.services import publish_guidelines
from groundswell.disclosure.services import receive_post
from groundswell.outreach.models import Mailbox, Message
from groundswell.outreach.services import create_mailbox
from groundswell.tracking.models import Draft, PostMatch
from groundswell.tracking.rules.edits import Piece, differences

GOOD = "#ad The trail shoe after a wet week. #acmetrail"
HIDDEN = "The trail shoe after a wet week. #run #hills #ad #acmetrail"
PIXEL = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


@pytest.fixture
def owed(agreed: Participant) -> Deliverable:
    found: Deliverable = agreed.deliverables.get(platform="instagram")
    items = [{"kind": "hashtag", "value": "acmetrail"}, {"kind": "forbidden", "value": "cheap"}]
    publish_guidelines(campaign=agreed.campaign, brief="", items=items, places=["US"])
    return found


@pytest.fixture
def page(agreed: Participant, owed: Deliverable) -> str:
    return f"/c/{agreed.token}/drafts/{owed.pk}/"


def state(owed: Deliverable) -> str:
    owed.refresh_from_db()
    return str(owed.state)


@pytest.mark.django_db
class TestDrafts:
    def test_from_the_creators_page_to_the_approval(
        self, page: str, agreed: Participant, owed: Deliverable, member_client: Callable[[str], Client], client: Client
    ) -> None:
        assert "Show a draft" in client.get(f"/c/{agreed.token}/").content.decode()
        client.post(page, {"surface": "feed", "caption": HIDDEN, "picture": SimpleUploadedFile("a.exe", PIXEL)})
        first = Draft.objects.get()
        assert (first.version, first.disclosure["verdict"], state(owed)) == (1, "fail", "draft")
        assert [(g["asked"], g["outcome"]) for g in first.guidelines] == [("#acmetrail", "kept"), ("“cheap”", "kept")]
        shown = client.get(page).content.decode()
        assert "must be mended" in shown
        assert client.get(f"{page}{first.pk}/picture/").headers["Content-Type"] == "image/png"

        mailbox = mailbox_of(agreed.workspace)
        team = member_client("manager")
        there = f"/w/acme/drafts/{first.pk}/"
        assert "must be mended" in team.get(there).content.decode()
        team.post(f"{there}decide/", {"decision": "change", "note": ""})
        assert Draft.objects.get().state == "waiting"
        team.post(f"{there}decide/", {"decision": "change", "note": "Say #ad first, please.", "mailbox": mailbox.pk})
        assert (Draft.objects.get().state, state(owed)) == ("changes", "planned")
        assert "Say #ad first, please." in Message.objects.get().body
        assert "Say #ad first, please." in client.get(page).content.decode()

        client.post(f"{page}talk/", {"text": "Of <b>course</b>!"})
        client.post(page, {"surface": "feed", "caption": GOOD})
        client.post(page, {"surface": "feed", "caption": GOOD})
        second = Draft.objects.get(version=2)
        assert Draft.objects.get(version=1).state == "replaced"
        assert "Of &lt;b&gt;course" in team.get(f"/w/acme/drafts/{second.pk}/").content.decode()
        team.post(f"/w/acme/drafts/{second.pk}/decide/", {"decision": "approve"})
        assert state(owed) == "approved"
        assert "publish it as it stands" in client.get(page).content.decode()
        assert Message.objects.count() == 1

    def test_what_is_published_instead_is_seen(
        self, owed: Deliverable, agreed: Participant, member_client: Callable[[str], Client], cli: Callable[..., Any]
    ) -> None:
        draft = json.loads(cli("drafts", "submit", owed.pk, "--caption", GOOD, "--json").stdout)
        assert (draft["version"], draft["disclosure"]["verdict"]) == (1, "pass")
        cli("drafts", "decide", draft["id"], "approve")
        team, url = member_client("analyst"), "https://www.instagram.com/p/Draft01/"
        receive_post(participant=agreed, url=url, caption=f"{GOOD}\n", submitted_by="creator")
        match = PostMatch.objects.get()
        assert match.deliverable == owed
        assert "Not what was approved" not in team.get(f"/w/acme/posts/{match.pk}/").content.decode()
        receive_post(participant=agreed, url=url, caption=GOOD.replace("wet", "cheap"), submitted_by="creator")
        shown = team.get(f"/w/acme/posts/{match.pk}/").content.decode()
        assert "<del>wet</del><ins>cheap</ins>" in shown
        for path in ("posts/", "campaigns/autumn-trail/?tab=posts"):
            assert "differs from the draft" in team.get(f"/w/acme/{path}").content.decode(), path

    def test_scripts_do_the_same_and_only_the_newest_is_decided(
        self, owed: Deliverable, api: Callable[..., Client]
    ) -> None:
        def post(path: str, body: dict[str, Any]) -> Any:
            return api().post(f"/api/v1/{path}", json.dumps(body), content_type="application/json")

        first = post(f"deliverables/{owed.pk}/drafts", {"caption": HIDDEN}).json()
        second = post(f"deliverables/{owed.pk}/drafts", {"caption": GOOD}).json()
        assert post(f"drafts/{first['id']}/decision", {"approved": True}).status_code == 409
        assert post(f"drafts/{second['id']}/decision", {"approved": False}).status_code == 422
        told = post(f"drafts/{second['id']}/comments", {"text": "Lovely."}).json()
        assert [c["text"] for c in told["comments"]] == ["Lovely."]
        post(f"deliverables/{owed.pk}/state", {"state": "approved"})
        (only,) = api("read").get("/api/v1/drafts?state=approved").json()
        assert only["id"] == second["id"]
        assert post(f"deliverables/{owed.pk}/drafts", {"caption": "  "}).status_code == 422

    def test_nothing_of_it_is_a_strangers(
        self, page: str, owed: Deliverable, outsider: Any, client_of: Callable[..., Client], client: Client
    ) -> None:
        client.post(page, {"surface": "feed", "caption": GOOD})
        pk = Draft.objects.get().pk
        assert client_of(outsider).get(f"/w/rival/drafts/{pk}/").status_code == 404
        assert client.get(f"/c/wrong/drafts/{owed.pk}/").status_code == 404
        assert (
            client.post(page, {"surface": "feed", "picture": SimpleUploadedFile("a.png", b"<svg>")}).status_code == 422
        )


def mailbox_of(workspace: Workspace) -> Mailbox:
    return create_mailbox(
        workspace=workspace, name="Team", from_name="Acme", from_email="team@acme.example", host="127.0.0.1", port=2525,
        security="none", username="", password="",
    )  # fmt: skip


TEXTS = st.text(max_size=80)


@given(TEXTS, TEXTS)
def test_the_pieces_make_both_texts_again(approved: str, live: str) -> None:
    pieces = differences(approved, live)
    if not pieces:
        return
    for kind in ("removed", "added"):
        whole = "".join(piece.text for piece in pieces if piece.kind in ("same", kind))
        assert differences(whole, approved if kind == "removed" else live) == []


@given(TEXTS)
def test_spaces_and_line_ends_are_no_difference(text: str) -> None:
    assert differences(text, f"  {text}\r\n".replace("\n", "\r\n")) == [] or "\r" in text
    assert differences(text, text + "x") != []


def test_a_changed_word_is_told() -> None:
    assert differences("a wet week", "a dry week") == [
        Piece("same", "a "), Piece("removed", "wet"), Piece("added", "dry"), Piece("same", " week"),
    ]  # fmt: skip
