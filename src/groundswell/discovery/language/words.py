"""How text becomes words, the same for what is stored and for what is asked; and the #tags and @mentions in it."""

import re
from functools import cache

import tantivy

LONGEST_WORD = 60
SHORTEST_PREFIX = 3

_PHRASES = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]|([^\s"“”„«»]+)')
_HASHTAG = re.compile(r"(?<![\w&/])#(\w{1,100})")
_MENTION = re.compile(r"(?<![\w@/.])@(\w(?:[\w.\-]{0,98}\w)?)")
_ADDRESS = re.compile(r"[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,4}")


@cache
def analyzer() -> tantivy.TextAnalyzer:
    """Splits at everything that is no letter or digit; drops case and accents."""
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for step in (tantivy.Filter.remove_long(LONGEST_WORD), tantivy.Filter.lowercase(), tantivy.Filter.ascii_fold()):
        builder = builder.filter(step)
    return builder.build()


def words(text: str) -> tuple[str, ...]:
    """`Crème-brûlée!` → ("creme", "brulee")."""
    return tuple(analyzer().analyze(text))


def phrases(text: str) -> list[tuple[str, ...]]:
    """What must all be found: each word, and each "quoted phrase" as words in a row. `maya.runs` is a phrase too."""
    chunks = (words(quoted or plain) for quoted, plain in _PHRASES.findall(text))
    return [chunk for chunk in chunks if chunk]


def hashtags(text: str) -> list[str]:
    """Lower case, without #, each once, in order."""
    return list(dict.fromkeys(tag.lower() for tag in _HASHTAG.findall(text))) if "#" in text else []


def mentions(text: str) -> list[str]:
    """Lower case, without @, each once, in order; an e-mail address is no mention."""
    return list(dict.fromkeys(name.lower() for name in _MENTION.findall(text))) if "@" in text else []


def holds_address(text: str) -> bool:
    """Whether an e-mail address stands in the text."""
    return "@" in text and _ADDRESS.search(text) is not None
