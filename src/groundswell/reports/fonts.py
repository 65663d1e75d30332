"""Whether this machine can print what stands in a report. Typst draws what no font holds as an empty box, and says nothing."""

import re

import typst

_EAST_ASIAN = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")
_HOLDS_THEM = re.compile(r"\b(CJK|[JKST]C|KR|JP|Gothic|Mincho|Nanum|WenQuanYi|Han)\b", re.IGNORECASE)
MISSING = (
    "This machine has no font for Chinese, Japanese and Korean: such letters show as empty boxes here, and are whole in the CSV. "
    "Install one (Debian: fonts-noto-cjk) and write the report again."
)


def unprintable(text: str) -> str:
    """What to tell the reader about letters of `text` that will not show; empty when all will."""
    if not _EAST_ASIAN.search(text) or any(_HOLDS_THEM.search(name) for name in font_families()):
        return ""
    return MISSING


def font_families() -> list[str]:
    """Names of the fonts that Typst finds, its own included."""
    return list(typst.Fonts().families())
