"""Where a creator stands, what changed, and addresses that nobody guesses: pure rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.campaigns.page_tokens import new_nonce, nonce_in, token_for
from groundswell.campaigns.rules.guidelines import Guideline
from groundswell.campaigns.rules.own_pages import WORDS, changes_between, phase_of

TAG, WORD = Guideline(kind="hashtag", value="trail"), Guideline(kind="forbidden", value="cures")


@pytest.mark.parametrize(
    ("participant", "campaign", "offer_open", "agreed", "phase"),
    [
        ("invited", "running", False, False, "soon"),
        ("offered", "running", True, False, "offer"),
        ("declined", "running", False, False, "declined"),
        ("declined", "running", True, False, "offer"),
        ("declined", "running", False, True, "work"),
        ("accepted", "running", False, True, "work"),
        ("live", "running", True, True, "offer"),
        ("completed", "running", False, True, "over"),
        ("live", "done", False, True, "over"),
        ("live", "cancelled", True, True, "called_off"),
        ("ghosted", "running", False, True, "work"),
    ],
)
def test_the_phase_follows_from_both_states(
    participant: str, campaign: str, offer_open: bool, agreed: bool, phase: str
) -> None:
    assert phase_of(participant, campaign, offer_open=offer_open, agreed=agreed) == phase
    assert WORDS[phase]


def test_what_a_newer_version_changes() -> None:
    changes = changes_between([TAG], [WORD], briefs=("Run.", "Run  fast."))
    assert (changes.added, changes.removed, changes.brief) == (("Do not say: “cures”",), ("Hashtag: #trail",), True)
    assert not changes_between([TAG, WORD], [WORD, TAG], briefs=("Run.\n", " Run."))


@given(st.text(max_size=80))
def test_no_text_is_an_address_that_we_did_not_make(text: str) -> None:
    assert nonce_in(text) == ""


def test_an_address_is_known_again_and_only_whole() -> None:
    nonce = new_nonce()
    token = token_for(nonce)
    assert (len(token), nonce_in(token)) == (55, nonce)
    other = "A" if token[-1] != "A" else "B"
    assert [nonce_in(wrong) for wrong in (token[:-1], token + "A", token[:-1] + other, nonce)] == ["", "", "", ""]
