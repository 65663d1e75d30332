"""A caption with what the checker found in it marked."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WORST_FIRST = {"fail": 0, "review": 1, "info": 2}


def marked(text: str, findings: Sequence[Mapping[str, Any]], disclosure: Mapping[str, Any] | None) -> SafeString:
    """The text, escaped, with the spans of the findings (code points) in `<mark>`; where spans overlap, the
    worst finding wins. The disclosure that counted is marked as good when no finding covers it."""
    spans = sorted(
        ((WORST_FIRST[f["severity"]], *f["span"], f["severity"]) for f in findings if f["span"]), key=lambda s: s[:2]
    )
    if disclosure and disclosure["span"]:
        spans.append((3, *disclosure["span"], "info"))
    taken: list[tuple[int, int, str]] = []
    for _, start, end, severity in spans:
        if all(end <= a or b <= start for a, b, _ in taken):
            taken.append((start, end, severity))
    return format_html_join("", "{}", ((piece,) for piece in _pieces(text, sorted(taken))))


def _pieces(text: str, spans: list[tuple[int, int, str]]) -> list[SafeString]:
    pieces, at = [], 0
    for start, end, severity in spans:
        pieces.append(format_html("{}", text[at:start]))
        pieces.append(format_html('<mark class="found found-{}">{}</mark>', severity, text[start:end]))
        at = end
    return [*pieces, format_html("{}", text[at:])]
