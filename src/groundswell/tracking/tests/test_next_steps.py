"""What a creator does next about one post: pure rules."""

from datetime import date
from typing import Any

import pytest

from groundswell.tracking.rules.next_steps import next_step

TODAY = date(2026, 11, 26)
BEFORE, AFTER = date(2026, 11, 25), date(2026, 11, 27)


@pytest.mark.parametrize(
    ("state", "facts", "act", "late", "word"),
    [
        ("planned", {}, "draft", False, "Show your draft"),
        ("planned", {"due_on": BEFORE}, "draft", True, "Show your draft"),
        ("planned", {"due_on": TODAY}, "draft", False, "Show your draft"),
        ("draft", {"draft": "waiting"}, "", False, "waits for the brand"),
        ("planned", {"draft": "changes"}, "draft", False, "asks for changes"),
        ("planned", {"draft": "replaced"}, "draft", False, "Show your draft"),
        ("approved", {"draft": "approved"}, "publish", False, "Publish it as it stands"),
        ("approved", {"draft": "approved", "due_on": BEFORE}, "publish", True, "Publish it as it stands"),
        ("approved", {"window_start": AFTER}, "", False, "from 27 November on"),
        ("live", {}, "", False, "It is online"),
        ("live", {"verdict": "fail"}, "mend", True, "must be mended"),
        ("live", {"verdict": "review"}, "", False, "It is online"),
        ("paid", {}, "", False, "paid"),
        ("missed", {}, "publish", True, "without a post"),
    ],
)
def test_one_step_for_every_state(state: str, facts: dict[str, Any], act: str, late: bool, word: str) -> None:
    step = next_step(state, today=TODAY, **facts)
    assert (step.act, step.late) == (act, late)
    assert word in step.words
