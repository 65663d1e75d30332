from pathlib import Path

from groundswell.links.redirect.visitors import VisitorKey, destroy_keys_before, name_of
from groundswell.links.rules.moments import DAY

MONDAY = 20_500 * DAY + 3_600_000


def keys(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_visitor_is_the_same_all_day_and_another_the_next(tmp_path: Path) -> None:
    key = VisitorKey(tmp_path)
    first = key.visitor(MONDAY, b"198.51.100.7", b"phone")
    assert first == key.visitor(MONDAY + 3_600_000, b"198.51.100.7", b"phone")
    assert first != key.visitor(MONDAY, b"198.51.100.8", b"phone")
    assert first != key.visitor(MONDAY, b"198.51.100.7", b"laptop")
    assert first != key.visitor(MONDAY + DAY, b"198.51.100.7", b"phone")


def test_two_processes_of_a_host_agree(tmp_path: Path) -> None:
    assert VisitorKey(tmp_path).visitor(MONDAY, b"a", b"b") == VisitorKey(tmp_path).visitor(MONDAY, b"a", b"b")


def test_yesterdays_key_is_gone_for_good(tmp_path: Path) -> None:
    key = VisitorKey(tmp_path)
    monday = key.visitor(MONDAY, b"a", b"b")
    key.visitor(MONDAY + DAY, b"a", b"b")
    assert keys(tmp_path) == [name_of(MONDAY + DAY)]
    assert VisitorKey(tmp_path).visitor(MONDAY, b"a", b"b") != monday


def test_keys_of_days_without_clicks_are_destroyed_too(tmp_path: Path) -> None:
    VisitorKey(tmp_path).visitor(MONDAY, b"a", b"b")
    assert destroy_keys_before(tmp_path, name_of(MONDAY + 3 * DAY)) == 1
    assert keys(tmp_path) == []
