"""Received HTML made harmless: cleaned when it is kept, and once more when it is shown in a frame of its own."""

import re

import nh3

DEEPEST = 200
TAG = re.compile(r"<(/?)[a-zA-Z]")
TAGS = {
    "a", "b", "blockquote", "br", "center", "code", "div", "em", "font", "h1", "h2", "h3", "h4", "hr", "i", "img", "li", "ol",
    "p", "pre", "s", "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
CELL = {"align", "bgcolor", "colspan", "rowspan", "valign", "width"}
ATTRIBUTES = {
    "*": {"style"}, "a": {"href"}, "img": {"src", "alt", "width", "height"}, "td": CELL, "th": CELL, "p": {"align"},
    "div": {"align"}, "font": {"color", "size"}, "table": {"align", "bgcolor", "border", "cellpadding", "cellspacing", "width"},
}  # fmt: skip
# None of these can fetch anything or leave its place.
STYLES = {
    "background-color", "border", "border-collapse", "border-color", "border-radius", "color", "font-family", "font-size",
    "font-style", "font-weight", "line-height", "margin", "margin-bottom", "margin-top", "max-width", "padding",
    "padding-bottom", "padding-left", "padding-right", "padding-top", "text-align", "text-decoration", "vertical-align", "width",
}  # fmt: skip
LAID_OUT = "body{margin:12px;font:15px/1.5 sans-serif;overflow-wrap:anywhere;color:#1b1f24;background:#fff}img{max-width:100%;height:auto}"


def clean(html: str, *, pictures: bool = True) -> str:
    """Without scripts, style sheets, forms and frames; empty for what is nested beyond reason.

    Addresses of pictures stay unless `pictures` is False: fetching one tells its sender that the mail was opened.
    """
    depth = deepest = 0
    for tag in TAG.finditer(html):
        depth += -1 if tag[1] else 1
        deepest = max(deepest, depth)
    if not html.strip() or deepest > DEEPEST:
        return ""
    return nh3.clean(
        html, tags=TAGS if pictures else TAGS - {"img"}, attributes=ATTRIBUTES, filter_style_properties=STYLES,
        url_schemes={"http", "https", "mailto"}, url_relative="deny",
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}, "img": {"referrerpolicy": "no-referrer"}},
    )  # fmt: skip


def framed(html: str, *, pictures: bool) -> str:
    """A whole document to be shown in a sandboxed frame, under `policy`."""
    body = clean(html, pictures=pictures)
    return (
        '<!doctype html><html><head><meta charset="utf-8"><meta name="color-scheme" content="light">'
        f"<title>Mail as sent</title><style>{LAID_OUT}</style></head><body>{body}</body></html>"
    )


def policy(*, pictures: bool) -> str:
    """The content security policy of that document: no script, no form, nothing fetched but pictures that were asked for."""
    shown = "https:" if pictures else "'none'"
    return (
        f"default-src 'none'; style-src 'unsafe-inline'; img-src {shown}; form-action 'none'; base-uri 'none'; "
        "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
    )
