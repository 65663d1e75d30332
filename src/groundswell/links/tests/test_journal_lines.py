from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from groundswell.links.rules.journal import JournalClick, cleaned, host_of, line, parsed, whole_lines

VISITOR = "0123456789abcdef" * 2


def written(click_id: str = "abcdefghijkl", agent: bytes = b"phone", referrer: bytes = b"l.instagram.com") -> bytes:
    return line(
        click_id=click_id, link_id=b"7", milliseconds=1767225600123, visitor=VISITOR, flag=b"",
        referrer=cleaned(referrer), user_agent=cleaned(agent),
    )  # fmt: skip


def test_a_line_reads_back_as_the_click() -> None:
    at = datetime(2026, 1, 1, 0, 0, 0, 123000, UTC)
    assert parsed(written()[:-1]) == JournalClick("abcdefghijkl", 7, at, VISITOR, "", "l.instagram.com", "phone")


@given(st.binary(max_size=400), st.binary(max_size=400))
def test_no_header_can_forge_or_break_a_line(agent: bytes, referrer: bytes) -> None:
    raw = written(agent=agent, referrer=referrer)
    lines, taken = whole_lines(raw)
    assert taken == len(raw)
    assert len(lines) == 1
    click = parsed(lines[0])
    assert click is not None
    assert click.click_id == "abcdefghijkl"
    assert len(click.user_agent) <= 255


@given(st.binary(max_size=300))
def test_reading_never_fails_whatever_is_in_the_file(raw: bytes) -> None:
    click = parsed(raw)
    assert click is None or len(click.click_id) == 12


@given(st.integers(1, 4), st.integers(0, 60))
def test_a_torn_last_line_waits_for_its_rest(count: int, cut: int) -> None:
    whole = b"".join(written(f"click{number:07d}") for number in range(count))
    torn = written("tornclick000")[:cut]
    lines, taken = whole_lines(whole + torn)
    assert taken == len(whole)
    assert [click.click_id for raw in lines if (click := parsed(raw))] == [
        f"click{number:07d}" for number in range(count)
    ]


def test_only_the_host_of_a_referrer_is_kept() -> None:
    assert host_of(b"https://l.instagram.com/maya.private?u=1") == "l.instagram.com"
    assert host_of(b"not an address") == ""
    assert host_of(b"https://[broken/") == ""
