"""The disclosure checker: captions a second, as a library and through the command, and how often it is right.

    python bench/disclosure.py

Processor time of one core. Beside it, in the same run, a naive checker of one regular expression, as most tools are:
its speed, and both judged by the gold captions of the room's tests (invented, labelled by hand).
"""

import io
import json
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import redirect_stdout
from pathlib import Path
from statistics import median
from typing import Any

GOLD = Path(__file__).parents[1] / "src/groundswell/disclosure/tests/gold"
OUTCOMES = ("pass", "review", "fail")
PLACES = [
    "US", "CA", "CA-QC", "GB", "DE", "AT", "FR", "NL", "BE", "IT", "IE", "ES", "AU", "IN", "KR", "JP", "BR",
]  # fmt: skip
TARGET, TARGET_COMMAND = 20_000, 8_000
ROUNDS = 3
NAIVE = re.compile(
    r"#(ad|sponsored|werbung|anzeige|publi|pub|reclame|adv|pr)\b|\bad\b|sponsored|werbung|publicit|광고|広告",
    re.IGNORECASE,
)

# What a programme's captions look like: most are right, some are not, a few are in other languages.
TEXTS = (
    "Ad: nine hours out, one bottle, no plastic. It leaked once, and that was my thumb's fault. @acme #acmetrails",
    "#ad Took the trail bottle up the long way round. It survived a drop on granite with one dent. Code MAYA15 if you want one.",
    "Sponsored by Acme: three weeks with this bottle in the side pocket. Cold until evening, easy to clean, a little heavy.",
    "My honest list after forty miles: the cap is clever, the colour hides mud, the litre is a real litre. #run #trail #ad #acme",
    "Rain all day, so we stayed in and baked. Nothing else to report from the hut.",
    "Use my code MAYA15 for 15% off, link in bio! #acme #trail #running #morning",
    "Werbung: Drei Wochen mit dieser Flasche und ich freue mich jeden Morgen. #trail #berge",
    "#publi Três semanas com esta garrafa e ainda sorrio todas as manhãs. #trilha",
)


def run() -> dict[str, Any]:
    """Captions a second for one place and for all seventeen, through the command, and macro-F1 beside a naive checker's."""
    one, every = _posts(["US"], 2000), _posts(PLACES, 400)
    from groundswell.disclosure.rules import check_post

    speed = _speed(check_post, one)
    wide = _speed(check_post, every)
    naive = _speed(lambda post: NAIVE.search(post.text), one)
    command = _command_speed()
    ours, theirs = _confusion(_asked), _confusion(_naive)
    return {
        "library_per_second": speed,
        "library_all_17_places_per_second": wide,
        "17_places_cost_times_one": speed / wide,
        "command_per_second": command,
        "naive_regex_per_second": naive,
        "gold_judgements": sum(ours.values()),
        "gold_macro_f1": _macro_f1(ours),
        "gold_false_pass": _false_pass(ours),
        "gold_false_alarm": _false_alarm(ours),
        "naive_regex_macro_f1": _macro_f1(theirs),
        "naive_regex_false_pass": _false_pass(theirs),
        "met": speed >= TARGET and command >= TARGET_COMMAND,
    }


def _posts(places: list[str], count: int) -> list[Any]:
    from groundswell.disclosure.rules import Post

    return [Post.model_validate(_entry(number, places)) for number in range(count)]


def _entry(number: int, places: list[str]) -> dict[str, Any]:
    text = f"{TEXTS[number % len(TEXTS)]} Day {number}."
    return {
        "id": number, "platform": "instagram", "surface": "feed", "text": text, "jurisdictions": places, "brand": "Acme",
        "connection": "unknown" if number % len(TEXTS) in (4, 5) else "paid",
    }  # fmt: skip


def _speed(work: Callable[[Any], object], posts: list[Any]) -> float:
    """Median over the rounds, after a short one to warm up."""
    for post in posts[:100]:
        work(post)
    taken = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for post in posts:
            work(post)
        taken.append(time.process_time() - start)
    return len(posts) / median(taken)


def _command_speed() -> float:
    """`groundswell disclosure check` on a file of 2,000 lines, without the start of the interpreter."""
    from groundswell.cli.disclosure import check

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "posts.jsonl"
        file.write_text("".join(json.dumps(_entry(number, ["US"])) + "\n" for number in range(2000)))
        taken = []
        for _ in range(3):
            start = time.process_time()
            with redirect_stdout(io.StringIO()):
                check(file=str(file), strict=False, as_json=True)
            taken.append(time.process_time() - start)
    return 2000 / median(taken)


def _gold() -> Iterable[dict[str, Any]]:
    for name in ("captions.jsonl", "adversarial.jsonl", "fresh.jsonl", "hard.jsonl"):
        for line in (GOLD / name).read_text("utf-8").strip().split("\n"):
            yield json.loads(line)


def _confusion(judge: Callable[[dict[str, Any]], dict[str, str]]) -> Counter[tuple[str, str]]:
    counts: Counter[tuple[str, str]] = Counter()
    for row in _gold():
        answers = judge(row)
        counts.update((expected, answers[place]) for place, expected in row["expect"].items())
    return counts


def _asked(row: dict[str, Any]) -> dict[str, str]:
    from groundswell.disclosure.rules import check_line

    answer: dict[str, str] = check_line(json.dumps(row))["jurisdictions"]
    return answer


def _naive(row: dict[str, Any]) -> dict[str, str]:
    tied = row["connection"] not in {"none", "unknown"}
    outcome = "pass" if not tied or NAIVE.search(row["text"]) else "fail"
    return dict.fromkeys(row["expect"], outcome)


def _macro_f1(counts: Counter[tuple[str, str]]) -> float:
    total = 0.0
    for outcome in OUTCOMES:
        answered = sum(counts[expected, outcome] for expected in OUTCOMES)
        expected = sum(counts[outcome, answer] for answer in OUTCOMES)
        total += 2 * counts[outcome, outcome] / (answered + expected)
    return total / len(OUTCOMES)


def _false_pass(counts: Counter[tuple[str, str]]) -> float:
    """Of what must not pass, the share that does."""
    wrong = [counts[expected, answer] for expected in ("fail", "review") for answer in OUTCOMES]
    return (counts["fail", "pass"] + counts["review", "pass"]) / sum(wrong)


def _false_alarm(counts: Counter[tuple[str, str]]) -> float:
    """Of what is right, the share that does not pass."""
    right = sum(counts["pass", answer] for answer in OUTCOMES)
    return (counts["pass", "fail"] + counts["pass", "review"]) / right


if __name__ == "__main__":
    json.dump(run(), sys.stdout, indent=2)
