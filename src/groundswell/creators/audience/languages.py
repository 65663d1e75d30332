"""The language somebody writes: declared, or detected where there is enough text."""

import re

ENOUGH = 20  # letters; below, a guess is hardly better than chance
LONGEST = 1000
NO_TEXT = re.compile(r"https?://\S+|\S+@\S+|[@#]\S+|[^\w\s'’]|\d+")
CODE = re.compile(r"[a-z]{2,3}\Z")
# Told apart too rarely to be counted apart: Malay with Indonesian, the four names of one language, Norwegian's two.
TOGETHER = {"ms": "id", "in": "id", "sr": "hr", "bs": "hr", "sh": "hr", "nb": "no", "nn": "no", "iw": "he"}


def language_of(declared: str, *texts: str) -> str | None:
    """ISO 639 code of the declared language ("en-US" is "en"), else of the texts taken together; None where there is
    neither a declaration nor text enough."""
    code = declared.strip().lower().replace("_", "-").split("-")[0]
    if CODE.match(code) and code not in ("und", "mul", "zxx"):
        return TOGETHER.get(code, code)
    return detected(" ".join(text[:LONGEST] for text in texts))


def detected(text: str) -> str | None:
    """The language of a text, addresses and tags left out."""
    words = " ".join(NO_TEXT.sub(" ", text[: 2 * LONGEST]).split())
    if sum(c.isalpha() for c in words) < ENOUGH:
        return None
    from py3langid import classify  # a model of 5 MB, read when first needed

    code = str(classify(words)[0])
    return TOGETHER.get(code, code)
