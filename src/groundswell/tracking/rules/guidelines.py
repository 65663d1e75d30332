"""Whether a post follows the guidelines, item by item, each answer with its evidence. Pure."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from groundswell.campaigns.rules.guidelines import Guideline, days_of
from groundswell.platforms.folding import SPACELESS

KEPT, BROKEN, UNKNOWN = "kept", "broken", "unknown"
AROUND = 30  # characters of the post quoted on each side of what was found
TEXTUAL = frozenset({"mention", "hashtag", "link", "code", "words", "forbidden", "competitor"})


@dataclass(frozen=True)
class Other:
    """Another post of the same creator that is known, for exclusivity."""

    day: date
    text: str
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Done:
    """A post as it was seen. `text` is all that can be read of it, None when nothing can (gone, or never told).

    `link` is the slug of the creator's short link, `hosts` the own domains it stands on too, `code` their code, empty when they have none; `window` the agreed days;
    `noted` is what was seen on arrival (networks tell links beside the text);
    `verdicts` the newest disclosure verdict by place; `others` the creator's other known posts.
    """

    text: str | None
    platform: str
    surface: str
    day: date | None
    link: str = ""
    hosts: tuple[str, ...] = ()
    code: str = ""
    window: tuple[date | None, date | None] = (None, None)
    noted: str = ""
    verdicts: Mapping[str, str] = field(default_factory=dict)
    others: Sequence[Other] = ()


@dataclass(frozen=True)
class Result:
    """`outcome` is kept, broken or unknown; `evidence` says by what that is seen."""

    outcome: str
    evidence: str


def check_guidelines(items: Sequence[Guideline], done: Done) -> list[tuple[Guideline, Result]]:
    """Every item that concerns the post's network with what was found. What cannot be seen is unknown, never kept."""
    rivals = [item.value for item in items if item.kind == "competitor"]
    asked = [item for item in items if not item.platform or item.platform == done.platform]
    return [(item, _check(item, done, rivals)) for item in asked]


def found_in(text: str, phrase: str, *, sign: str = "") -> tuple[int, int] | None:
    """Where the phrase stands in the text as whole words, whatever the case and the spaces between its words.

    Scripts without spaces have no whole words: there, any occurrence counts. `sign` is "#", "@", "/l/" or a host and "/", before the phrase.
    """
    words = r"\s+".join(re.escape(word) for word in phrase.split())
    signs = {"#": "[#＃]", "@": r"(?<![\w@.])[@＠]", "/l/": "/l/"}
    if sign.endswith("/") and sign not in signs:
        signs[sign] = rf"(?<![\w.-]){re.escape(sign)}"
    before = signs.get(sign) or ("" if SPACELESS.match(phrase) else r"(?<!\w)")
    ends = "" if SPACELESS.match(phrase[-1:]) else r"(?!\w)"
    after = {"@": r"(?![\w]|[.-]\w)"}.get(sign, r"(?![\w-])" if sign.endswith("/") else ends)
    hit = re.search(before + words + after, text, re.IGNORECASE)
    return hit.span() if hit else None


def quoted(text: str, span: tuple[int, int]) -> str:
    """The place in the text with a little around it, on one line."""
    start, end = max(0, span[0] - AROUND), min(len(text), span[1] + AROUND)
    cut = " ".join(text[start:end].split())
    return f"“{'…' if start else ''}{cut}{'…' if end < len(text) else ''}” at character {span[0] + 1}"


def _check(item: Guideline, done: Done, rivals: Sequence[str]) -> Result:
    if item.kind in TEXTUAL:
        if done.text is None:
            return Result(UNKNOWN, "The post’s text cannot be read.")
        return _textual(item, done, done.text)
    if item.kind == "exclusivity":
        return _exclusivity(item, done, rivals)
    return OTHERWISE[item.kind](item, done)


def _textual(item: Guideline, done: Done, text: str) -> Result:
    own = {"link": done.link, "code": done.code}
    if item.kind in own and not own[item.kind]:
        return Result(UNKNOWN, f"The creator was given no {item.kind}.")
    if item.kind == "link":
        return _link(done, text)
    if item.kind == "code":
        return _must(text, done.code, "")
    if item.kind in ("forbidden", "competitor"):
        for sign in ("", "#", "@"):
            if span := found_in(text, item.value, sign=sign):
                return Result(BROKEN, quoted(text, span))
        return Result(KEPT, f"“{item.value}” does not occur in the text.")
    return _must(text, item.value, {"mention": "@", "hashtag": "#"}.get(item.kind, ""))


def _link(done: Done, text: str) -> Result:
    """The link under any name it answers to, in the text or in what its network told beside it."""
    signs = ("/l/", *(f"{host}/" for host in done.hosts))
    for sign in signs:
        if span := found_in(text, done.link, sign=sign):
            return Result(KEPT, quoted(text, span))
    if any(found_in(done.noted, done.link, sign=sign) for sign in signs):
        return Result(KEPT, f"Its network told of the link /l/{done.link} beside the text.")
    return Result(BROKEN, f"“/l/{done.link}” does not occur in the text.")


def _must(text: str, value: str, sign: str) -> Result:
    span = found_in(text, value, sign=sign)
    return Result(KEPT, quoted(text, span)) if span else Result(BROKEN, f"“{sign}{value}” does not occur in the text.")


def _format(item: Guideline, done: Done) -> Result:
    outcome = KEPT if done.surface in item.value.split(",") else BROKEN
    return Result(outcome, f"It was published as {done.surface}.")


def _window(item: Guideline, done: Done) -> Result:
    first, last = days_of(item.value) if item.value else done.window
    if done.day is None:
        return Result(UNKNOWN, "When it was published is not known.")
    if first is None and last is None:
        return Result(UNKNOWN, f"It was published on {done.day}, and no dates were agreed.")
    if first and done.day < first:
        return Result(BROKEN, f"It was published on {done.day}, {(first - done.day).days} days before {first}.")
    if last and done.day > last:
        return Result(BROKEN, f"It was published on {done.day}, {(done.day - last).days} days after {last}.")
    return Result(KEPT, f"It was published on {done.day}.")


def _exclusivity(item: Guideline, done: Done, rivals: Sequence[str]) -> Result:
    if done.day is None:
        return Result(UNKNOWN, "When it was published is not known.")
    around = timedelta(days=int(item.value))
    near = [other for other in done.others if abs(other.day - done.day) <= around]
    for other in sorted(near, key=lambda one: one.day):
        for rival in rivals:
            if span := next((s for sign in ("", "#", "@") if (s := found_in(other.text, rival, sign=sign))), None):
                where = f" ({other.url})" if other.url else ""
                return Result(BROKEN, f"On {other.day} they named {rival}: {quoted(other.text, span)}{where}.")
    if not near:
        return Result(UNKNOWN, "No other post of theirs from those days is known.")
    return Result(KEPT, f"{len(near)} other posts of theirs from those days are known; none names a competitor.")


def _usage_rights(item: Guideline, done: Done) -> Result:
    return Result(UNKNOWN, "Agreed in the offer; no post can show it.")


def _disclosure(item: Guideline, done: Done) -> Result:
    verdict = done.verdicts.get(item.value)
    outcome = {"pass": KEPT, "fail": BROKEN}.get(verdict or "", UNKNOWN)
    told = f"The newest check says {verdict}." if verdict else "It was not checked for this place."
    return Result(outcome, told)


OTHERWISE: dict[str, Callable[[Guideline, Done], Result]] = {
    "format": _format,
    "window": _window,
    "usage_rights": _usage_rights,
    "disclosure": _disclosure,
}
