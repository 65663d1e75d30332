from hypothesis import given
from hypothesis import strategies as st

from groundswell.links.rules.journal import JournalClick, cleaned, clicks_in, host_of, line, whole_lines

VISITOR = "0123456789abcdef" * 2


def written(click_id: str = "abcdefghijkl", agent: bytes = b"phone", referrer: bytes = b"l.instagram.com") -> bytes:
    return line(
        click_id=click_id, link_id=b"7", milliseconds=1767225600123, visitor=VISITOR, flag=b"",
        referrer=cleaned(referrer), user_agent=cleaned(agent),
    )  # fmt: skip


def test_a_line_reads_back_as_the_click() -> None:
    click = JournalClick("abcdefghijkl", 7, 1767225600123, VISITOR, "", "l.instagram.com", "phone")
    assert clicks_in(written()) == ([click], 0)


@given(st.binary(max_size=400), st.binary(max_size=400))
def test_no_header_can_forge_or_break_a_line(agent: bytes, referrer: bytes) -> None:
    raw = written(agent=agent, referrer=referrer)
    assert whole_lines(raw) == raw
    [click], unreadable = clicks_in(raw)
    assert unreadable == 0
    assert click.click_id == "abcdefghijkl"
    assert len(click.user_agent) <= 255


@given(st.binary(max_size=300))
def test_reading_never_fails_whatever_is_in_the_file(raw: bytes) -> None:
    body = whole_lines(raw + b"\n" + written() + raw)
    clicks, unreadable = clicks_in(body)
    assert [click.click_id for click in clicks] == ["abcdefghijkl"]
    assert unreadable == sum(1 for one in body.split(b"\n") if one) - 1


@given(st.integers(1, 4), st.integers(0, 60))
def test_a_torn_last_line_waits_for_its_rest(count: int, cut: int) -> None:
    whole = b"".join(written(f"click{number:07d}") for number in range(count))
    torn = written("tornclick000")[:cut]
    assert whole_lines(whole + torn) == whole
    assert [click.click_id for click in clicks_in(whole)[0]] == [f"click{number:07d}" for number in range(count)]


def test_only_the_host_of_a_referrer_is_kept() -> None:
    assert host_of(b"https://l.instagram.com/maya.private?u=1") == "l.instagram.com"
    assert host_of(b"not an address") == ""
    assert host_of(b"https://[broken/") == ""
