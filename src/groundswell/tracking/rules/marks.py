"""The signs in a caption that a post belongs to a campaign."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Marks:
    """What a campaign's posts carry; empty when the campaign has no such thing. `link` is the short link's slug,
    `hosts` the own domains on which it stands without `/l/`."""

    hashtag: str = ""
    brand_handle: str = ""
    link: str = ""
    code: str = ""
    hosts: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.hashtag or self.brand_handle or self.link or self.code)


def marks_in(caption: str, marks: Marks) -> list[str]:
    """The marks that the caption carries, as people write them: `#acmerun`, `@acme`, `the link /l/maya`, `the code MAYA15`.

    Whole words only and without regard to case: `#acmerunning` is not `#acmerun`.
    """
    text = caption.casefold()
    before = "|".join(["/l", *(rf"(?<![\w.-]){_literal(host)}" for host in marks.hosts)])
    patterns = {
        f"#{marks.hashtag}": rf"[#＃]{_literal(marks.hashtag)}(?!\w)" if marks.hashtag else "",
        f"@{marks.brand_handle}": rf"(?<![\w@.])@{_literal(marks.brand_handle)}(?![\w]|\.\w)"
        if marks.brand_handle
        else "",
        f"the link /l/{marks.link}": rf"(?:{before})/{_literal(marks.link)}(?![\w-])" if marks.link else "",
        f"the code {marks.code}": rf"(?<!\w){_literal(marks.code)}(?!\w)" if marks.code else "",
    }
    return [words for words, pattern in patterns.items() if pattern and re.search(pattern, text)]


def _literal(mark: str) -> str:
    return re.escape(mark.casefold())
