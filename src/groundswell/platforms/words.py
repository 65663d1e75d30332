"""What plain text marks: hashtags, mentions and addresses, for networks that do not mark them themselves."""

import re
from collections.abc import Iterable

HASHTAG = re.compile(r"(?<![\w#&/])[#＃](\w*[^\W\d_]\w*)")
MENTION = re.compile(r"(?<![\w@./])@([\w.·-]{1,100})")
LINK = re.compile(r"https?://[^\s<>\"'()\[\]]{3,500}")
PUNCTUATION = ".,;:!?·-"


def hashtags(text: str) -> tuple[str, ...]:
    """Without #, each once, in the order and spelling of the text; #1 is a number, no hashtag."""
    return _once(HASHTAG.findall(text))


def mentions(text: str) -> tuple[str, ...]:
    """Handles in lower case, without @, each once; an e-mail address mentions nobody."""
    return _once(found.rstrip(PUNCTUATION).lower() for found in MENTION.findall(text))


def links(text: str) -> tuple[str, ...]:
    """Web addresses, each once, without the punctuation that ends a sentence."""
    return _once(found.rstrip(".,;:!?") for found in LINK.findall(text))


def _once(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in found if one))
