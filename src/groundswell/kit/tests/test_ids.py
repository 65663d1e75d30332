import multiprocessing
import re
from multiprocessing.queues import Queue

from groundswell.kit import ids


def test_click_ids_are_twelve_safe_characters_and_never_the_same() -> None:
    made = [ids.new_click_id() for _ in range(2000)]
    assert len(set(made)) == 2000
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{12}", one) for one in made)


def _make(into: "Queue[list[str]]") -> None:
    into.put([ids.new_click_id() for _ in range(300)])


def test_a_forked_process_makes_ids_of_its_own() -> None:
    ids.new_click_id()
    fork = multiprocessing.get_context("fork")
    into: Queue[list[str]] = fork.Queue()
    child = fork.Process(target=_make, args=(into,))
    child.start()
    theirs = into.get(timeout=20)
    child.join()
    assert not set(theirs) & {ids.new_click_id() for _ in range(300)}
