"""Ages that people state themselves. From nothing else is an age told: names and pictures mislead too far."""

import re

BANDS = ((13, 17), (18, 24), (25, 34), (35, 44), (45, 54), (55, 64))
LONGEST = 2000
OLD = r"(?:y\s?/\s?o|y\.o\.?|yo|yrs?\.? old|years? old|year[- ]old|jahre alt|ans|años|anos|anni|jaar(?: oud)?|yaş(?:ında)?|tahun|лет|år|lat)"
# At the start of a phrase, so that "10 years of", "mum of a 5 year old" and "40 ans d'expérience" say nothing.
STATED = re.compile(
    rf"(?:^|[|•·,;.()/\n—–-]|\b(?:i'?m|i am|aged?|age:|soy|tengo|j'ai|ich bin|tenho|ho|ik ben)\s)\s*(\d{{2}})\s?{OLD}(?=$|[\s|•·,;.()/—–-])(?!\s*(?:of|d'|de exp|exp|in|running|as|auf|con|com|di)\b)",
    re.IGNORECASE,
)
AGED = re.compile(r"(?:^|[|•·,;.()/\n])\s*(?:i'?m|i am|aged?:?)\s*(\d{2})\s*(?=$|[|•·,;.()/\n])", re.IGNORECASE)
BORN = re.compile(r"\b(?:born(?: in)?|né[e]? en|nacid[oa] en|geboren(?: in)?|nascid[oa] em|b\.)\s*:?\s*(19[3-9]\d|20[01]\d)\b", re.IGNORECASE)  # fmt: skip
# "21 | she/her": the way the young write it.
BESIDE_PRONOUNS = re.compile(
    r"(?:^|[|•·,;/\n(])\s*(\d{2})\s*(?=$|[|•·,;/\n)]).{0,40}\b(?:she|he|they)\s?/\s?(?:her|him|them|they)\b|\b(?:she|he|they)\s?/\s?(?:her|him|them|they)\b\s*[|•·,;/\n]\s*(\d{2})\s*(?=$|[|•·,;/\n])",
    re.IGNORECASE,
)


def stated_age(bio: str, year: int) -> int | None:
    """The age in years that a bio states, 13 to 99; None where it states none. `year` is the present one."""
    text = bio[:LONGEST].replace("’", "'")
    for pattern in (STATED, AGED, BESIDE_PRONOUNS):
        if match := pattern.search(text):
            return _believable(int(match[1] or match[2] if pattern is BESIDE_PRONOUNS else match[1]))
    if match := BORN.search(text):
        return _believable(year - int(match[1]))
    return None


def band_of(age: int) -> str:
    """The platforms' age band: "18-24", "65+"."""
    return next((f"{first}-{last}" for first, last in BANDS if first <= age <= last), "65+")


def _believable(age: int) -> int | None:
    return age if 13 <= age <= 99 else None
