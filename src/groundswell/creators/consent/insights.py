"""Audience shares as creators type or upload them. Pure.

A CSV has the columns dimension, value and share, in any order, with comma, semicolon or tab between; shares as 25 %, 25 or
0.25, one way in the whole file.
"""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from groundswell.creators.audience.facts import AudienceFacts, checked
from groundswell.creators.imports.places import country_code
from groundswell.kit.errors import BadInput

MOST_ROWS, MOST_BYTES, LONGEST = 500, 256 * 1024, 120
COLUMNS = ("dimension", "value", "share")
ALIASES = {
    "countries": "country", "cities": "city", "town": "city", "genders": "gender", "sex": "gender", "ages": "age",
    "age group": "age", "age range": "age", "gender age": "gender_age", "age gender": "gender_age",
    "gender by age": "gender_age", "location": "city",
}  # fmt: skip
WHOLE = ("gender", "age", "gender_age")
ROUNDING = 0.02
NUMBER = re.compile(r"\d{1,3}(?:[.,]\d{1,6})?")
AGE = re.compile(r"\d{1,2}-\d{1,2}|\d{2}\+")
GENDERS = {
    "female": "female", "f": "female", "women": "female", "woman": "female",
    "male": "male", "m": "male", "men": "male", "man": "male",
}  # fmt: skip


def read_csv(data: bytes) -> list[AudienceFacts]:
    """The shares of a file; `BadInput` names the row that cannot be read."""
    if len(data) > MOST_BYTES:
        raise BadInput("The file is larger than 256 KB: that is no list of shares.", where="file")
    rows = _rows(data)
    header = [cell.strip().lower() for cell in rows[0]] if rows else []
    if missing := [name for name in COLUMNS if name not in header]:
        raise BadInput(
            f"The file has no column {', '.join(missing)}.", where="file",
            cure="Its first row names the columns: dimension, value, share.",
        )  # fmt: skip
    if len(rows) - 1 > MOST_ROWS:
        raise BadInput(f"The file has more than {MOST_ROWS} rows.", where="file")
    at = [header.index(name) for name in COLUMNS]
    typed = [
        (f"row {number}", *(row[place].strip() if place < len(row) else "" for place in at))
        for number, row in enumerate(rows[1:], 1)
        if any(cell.strip() for cell in row)
    ]
    return facts_of(typed)


def facts_of(rows: Iterable[Sequence[str]]) -> list[AudienceFacts]:
    """(where, dimension, value, share) as typed → facts; the shares of a whole (ages, genders) pass 100 % nowhere."""
    typed = list(rows)
    hundredths = any("%" in share or _number(share, where) > 1 for where, _, _, share in typed)
    parts = 100 if hundredths else 1
    facts = checked(
        AudienceFacts(_dimension(name), _value(_dimension(name), value, where), _number(share, where) / parts)
        for where, name, value, share in typed
    )
    if not facts:
        raise BadInput("There are no shares in it.", where="file", cure="Give at least one.")
    sums: dict[str, float] = defaultdict(float)
    for fact in facts:
        sums[fact.dimension] += fact.share
    for dimension, total in sums.items():
        if total > 1 + ROUNDING:
            raise BadInput(f"The shares by {dimension.replace('_', ' and ')} make {total:.0%}.", where=dimension)
    return facts


def _rows(data: bytes) -> list[list[str]]:
    for encoding in ("utf-8-sig", "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp1252"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise BadInput("The file is no text.", where="file", cure="Save it as CSV, UTF-8.")
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        return list(csv.reader(io.StringIO(text.replace("\0", "")), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise BadInput(f"The file is no CSV: {error}.", where="file") from error


def _dimension(text: str) -> str:
    name = " ".join(re.sub(r"[^a-z]+", " ", text.lower()).split())
    return ALIASES.get(name, name.replace(" ", "_"))


def _value(dimension: str, text: str, where: str) -> str:
    if not text or len(text) > LONGEST or not text.isprintable():
        raise BadInput("The value is missing, too long or holds control characters.", where=where)
    if dimension == "country":
        try:
            return country_code(text)
        except ValueError as error:
            raise BadInput(f"{error}.", where=where, cure="Write its two letters, such as US.") from error
    if dimension in WHOLE:
        return _of_people(dimension, text, where)
    return text


def _of_people(dimension: str, text: str, where: str) -> str:
    parts = [part for part in re.split(r"[.\s/,]+", text.lower().replace("–", "-")) if part]
    gender = next((GENDERS[part] for part in parts if part in GENDERS), "")
    age = next((part for part in parts if AGE.fullmatch(part)), "")
    wanted = {"gender": (gender,), "age": (age,), "gender_age": (gender, age)}[dimension]
    if not all(wanted) or len(parts) != len(wanted):
        raise BadInput(
            f"“{text}” is not understood.", where=where,
            cure="Genders are female and male, ages such as 25-34 or 65+, both together female.25-34.",
        )  # fmt: skip
    return ".".join(wanted)


def _number(text: str, where: str) -> float:
    digits = text.replace("%", "").strip()
    if not NUMBER.fullmatch(digits):
        raise BadInput(f"“{text}” is no share.", where=where, cure="Write 25 %, 25 or 0.25.")
    return float(digits.replace(",", "."))
