"""A caption with findings marked: nothing lost, nothing unescaped, the worst on top."""

import html
import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from groundswell.web.disclosure.marking import marked


def finding(start: int, end: int, severity: str = "fail") -> dict[str, Any]:
    return {"severity": severity, "span": [start, end]}


def test_spans_are_marked_and_everything_is_escaped() -> None:
    seen = marked("<b>#ad</b>", [finding(3, 6)], None)
    assert seen == '&lt;b&gt;<mark class="found found-fail">#ad</mark>&lt;/b&gt;'


def test_the_worst_of_overlapping_findings_wins() -> None:
    seen = marked("abcdef", [finding(0, 4, "review"), finding(2, 6, "fail"), finding(0, 2, "info")], None)
    assert seen == '<mark class="found found-info">ab</mark><mark class="found found-fail">cdef</mark>'


def test_the_disclosure_that_counted_is_marked_as_good() -> None:
    seen = marked("#ad hi", [], {"term": "#ad", "span": [0, 3]})
    assert seen == '<mark class="found found-info">#ad</mark> hi'


def test_a_finding_without_a_span_marks_nothing() -> None:
    assert marked("hi", [{"severity": "fail", "span": None}], None) == "hi"


@given(
    text=st.text(max_size=60),
    spans=st.lists(
        st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from(["fail", "review", "info"])), max_size=6
    ),
)
def test_the_text_survives_whatever_is_marked(text: str, spans: list[tuple[int, int, str]]) -> None:
    findings = [finding(min(a, b, len(text)), min(max(a, b), len(text)), severity) for a, b, severity in spans]
    seen = marked(text, findings, None)
    assert html.unescape(re.sub(r"</?mark[^>]*>", "", seen)) == text
