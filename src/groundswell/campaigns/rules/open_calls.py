"""What an open call asks, and what may be sent to it. Pure: no Django, no I/O."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from groundswell.kit.errors import BadInput
from groundswell.kit.ids import digest

KINDS = {"line": "One line", "text": "Several lines", "yes_no": "Yes or no", "choice": "One of several"}
MOST_QUESTIONS, MOST_CHOICES, MOST_ACCOUNTS = 12, 12, 5
LONGEST = {"line": 300, "text": 3000, "yes_no": 3, "choice": 200}
COLOUR = re.compile(r"#[0-9a-f]{6}\Z")
DARK, LIGHT = "#000000", "#ffffff"


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question of the brand's own. `choices` only for kind "choice"."""

    text: str
    kind: str = "line"
    choices: tuple[str, ...] = ()
    required: bool = False

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"choices": list(self.choices)}


def read_questions(rows: Sequence[Mapping[str, Any]]) -> tuple[Question, ...]:
    """The questions, checked; lines without a text are left out. BadInput names the line."""
    found = []
    for number, row in enumerate((row for row in rows if str(row.get("text") or "").strip()), start=1):
        where, kind = f"questions[{number}]", str(row.get("kind") or "line")
        choices = tuple(dict.fromkeys(text for c in row.get("choices") or () if (text := str(c).strip()[:200])))
        if kind not in KINDS:
            raise BadInput(f"“{kind}” is no kind of question.", where=where, cure=f"One of: {', '.join(KINDS)}.")
        if kind == "choice" and not 2 <= len(choices) <= MOST_CHOICES:
            raise BadInput(f"A choice needs 2 to {MOST_CHOICES} answers.", where=where)
        text = str(row["text"]).strip()[:300]
        required = bool(row.get("required"))
        found.append(Question(text=text, kind=kind, choices=choices if kind == "choice" else (), required=required))
    if len(found) > MOST_QUESTIONS:
        raise BadInput(f"At most {MOST_QUESTIONS} questions.", where="questions", cure="Ask the rest later.")
    return tuple(found)


def read_answers(questions: Sequence[Question], answers: Sequence[str]) -> list[dict[str, str]]:
    """Each question as it stands beside its answer. BadInput names the first that is missing, too long or none offered."""
    kept = []
    for number, question in enumerate(questions):
        answer = answers[number].strip() if number < len(answers) else ""
        where = f"answers[{number + 1}]"
        if question.required and not answer:
            raise BadInput("An answer is missing.", where=where, cure=f"Answer “{question.text}”.")
        if len(answer) > LONGEST[question.kind]:
            raise BadInput(f"At most {LONGEST[question.kind]:,} characters fit here.", where=where)
        offered = ("yes", "no") if question.kind == "yes_no" else question.choices
        if answer and offered and answer not in offered:
            raise BadInput(f"“{answer}” is not among the answers.", where=where)
        kept.append({"question": question.text, "answer": answer})
    return kept


def read_colour(text: str) -> str:
    """`#0b6b70`, or empty for the house's own; BadInput otherwise."""
    colour = text.strip().lower()
    if colour and not COLOUR.match(colour):
        raise BadInput(f"“{text}” is no colour.", where="colour", cure="Write it like #0b6b70.")
    return colour


def ink_on(colour: str) -> str:
    """White words on `colour` where they can be read, else black ones: at least 4.5:1 by WCAG 2.2 on any colour."""
    return LIGHT if 1.05 / (_luminance(colour) + 0.05) >= 4.5 else DARK


def consent_words(brand: str) -> str:
    """What applicants agree to, where the brand has written nothing of its own."""
    return (
        f"{brand} may keep what I send here together with what my profiles show to everybody, use it to decide about this "
        f"campaign and later ones, and write to me about them by e-mail. I can take this back at any time: every mail has a "
        "link for it, and I can ask to have everything removed."
    )


def content_digest(facts: Mapping[str, object]) -> str:
    """Tells whether two applications say the same."""
    return digest("\x1f".join(f"{name}={facts[name]}" for name in sorted(facts)))


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
