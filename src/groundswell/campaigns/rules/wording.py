"""The offer in words. What a creator reads on the page is these sections, and the text whose hash
is kept with the answer is these sections joined: the two cannot differ."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from groundswell.campaigns.rules.guidelines import KINDS, Guideline
from groundswell.campaigns.rules.terms import OfferTerms, PlannedPost
from groundswell.kit.ids import digest
from groundswell.platforms.names import PLATFORMS

ACTIVITY_WORDS = {
    "review": "product review",
    "mention": "mention or review on a blog, vlog or podcast",
    "hashtag_post": "photo or video with the campaign’s hashtag",
    "tip": "usage tip",
    "takeover": "takeover",
    "promotion": "promotion of a product or sale",
    "wear": "post wearing or using the product, with a tag",
    "ambassador": "ongoing ambassador post",
}
NO_RIGHTS = "None beyond what the platform itself allows, such as sharing or embedding your post."


@dataclass(frozen=True)
class Line:
    label: str
    text: str


@dataclass(frozen=True)
class Section:
    """One part of the page. `key` is stable: the page picks its icon by it."""

    key: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class Frame:
    """Who makes the offer to whom, and for what."""

    brand: str
    creator: str
    campaign: str
    version: int
    starts_on: date | None = None
    ends_on: date | None = None
    hashtag: str = ""
    brand_handle: str = ""
    landing_url: str = ""
    website: str = ""
    address: str = ""
    email: str = ""
    brief: str = ""
    proposed: bool = False
    guidelines: tuple[Guideline, ...] = ()
    guideline_version: int | None = None


def sections_of(terms: OfferTerms, frame: Frame) -> list[Section]:
    """The whole offer, in the order in which people ask: what I do, what I get, when, what I must say."""
    parts = [
        ("who", "Who is asking", _who(frame)),
        ("do", "What you do", _do(terms, frame)),
        ("get", "What you get", _get(terms, frame)),
        ("rights", "What the brand may do with your content", [Line("Usage rights", terms.usage_rights or NO_RIGHTS)]),
        ("disclosure", "How you tell your followers", list(_clause(terms.disclosure_clause))),
        ("when", "Dates", _when(terms, frame)),
        ("contact", "Questions", _contact(frame)),
    ]
    if frame.guideline_version is not None:
        title = f"Brief and guidelines, version {frame.guideline_version}"
        parts.insert(2, ("guidelines", title, _guidelines(frame)))
    return [Section(key, title, tuple(lines)) for key, title, lines in parts]


def text_of(sections: list[Section], *, version: int) -> str:
    """The canonical text: UTF-8, LF line ends, one trailing LF. `digest()` of it is the hash on record."""
    lines = [f"OFFER, VERSION {version}"]
    for section in sections:
        lines += ["", section.title.upper()]
        lines += [f"{line.label}: {line.text}" if line.label else line.text for line in section.lines]
    return "\n".join(lines).replace("\r\n", "\n").replace("\r", "\n") + "\n"


def hash_of(text: str) -> str:
    """SHA-256 of the canonical text in UTF-8: `sha256sum` of the saved text gives the same."""
    return digest(text)


def _who(frame: Frame) -> list[Line]:
    lines = [Line("Brand", frame.brand), Line("Campaign", frame.campaign), Line("For", frame.creator)]
    return [*lines, Line("Proposed by", frame.creator)] if frame.proposed else lines


def _do(terms: OfferTerms, frame: Frame) -> list[Line]:
    lines = [
        Line(f"{planned.quantity} × {PLATFORMS[planned.platform]}", _planned(planned)) for planned in terms.deliverables
    ]
    if not lines:
        lines = [Line("Posts", "None required. You decide whether you post, and what you say.")]
    if frame.hashtag:
        lines.append(Line("Hashtag", f"#{frame.hashtag.lstrip('#')}"))
    if frame.brand_handle:
        lines.append(Line("Mention", f"@{frame.brand_handle.lstrip('@')}"))
    if frame.landing_url:
        lines.append(Line("Page you link to", frame.landing_url))
    return lines


def _guidelines(frame: Frame) -> list[Line]:
    brief = [Line("", line.strip()) for line in frame.brief.splitlines() if line.strip()]
    return brief + [Line(KINDS[item.kind], item.words) for item in frame.guidelines]


def _planned(planned: PlannedPost) -> str:
    words = ACTIVITY_WORDS[planned.activity]
    if planned.window_start and planned.due_on:
        words += f", between {day(planned.window_start)} and {day(planned.due_on)}"
    elif planned.due_on:
        words += f", by {day(planned.due_on)}"
    if planned.fee_share is not None:
        words += f", for {(planned.fee_share * 100).normalize():f} % of the fee"
    return f"{words}. {planned.requirements}".strip() if planned.requirements else f"{words}."


def _get(terms: OfferTerms, frame: Frame) -> list[Line]:
    lines = []
    if terms.fee:
        lines.append(Line("Fee", amount(terms.fee, terms.currency)))
    if terms.product:
        worth = f" (worth {amount(terms.product_value, terms.currency)})" if terms.product_value else ""
        lines.append(Line("Product", f"{terms.product}{worth}, yours to keep"))
    for item in terms.items:
        worth = f" (worth {amount(item.price, terms.currency)} each)" if item.price else ""
        lines.append(Line("Product", f"{item.quantity} × {item.name}{worth}, yours to keep"))
    if terms.event:
        lines.append(Line("Event", terms.event + (f", on {day(terms.event_on)}" if terms.event_on else "")))
    if terms.other:
        worth = f" (worth {amount(terms.other_value, terms.currency)})" if terms.other_value else ""
        lines.append(Line("Also", f"{terms.other}{worth}"))
    if terms.commission_rate:
        lines.append(Line("Commission", f"{share(terms.commission_rate)} of net sales through your own link and code"))
    if terms.discount:
        lines.append(Line("For your followers", f"{terms.discount} with your own code"))
    pays = f"{frame.brand} owes you what stands here, directly. You pay nothing."
    return [*lines, Line("Who pays whom", pays)]


def _clause(clause: str) -> Iterator[Line]:
    """`Right:` and `Wrong:` at the start of a line are labels, so that the page can set examples apart."""
    for raw in clause.strip().splitlines():
        text = raw.strip()
        label, colon, rest = text.partition(":")
        if colon and label in ("Right", "Wrong"):
            yield Line(label, rest.strip())
        elif text:
            yield Line("", text)


def _when(terms: OfferTerms, frame: Frame) -> list[Line]:
    lines = [Line("Answer by", moment(terms.expires_at))]
    if terms.ship_by:
        lines.append(Line("Sent to you by", day(terms.ship_by)))
    if terms.fee and terms.pay_by:
        lines.append(Line("Paid to you by", day(terms.pay_by)))
    if frame.starts_on:
        lines.append(Line("Campaign starts", day(frame.starts_on)))
    if frame.ends_on:
        lines.append(Line("Campaign ends", day(frame.ends_on)))
    return lines


def _contact(frame: Frame) -> list[Line]:
    lines = [Line("Ask", "With the question box on this page, or by replying to the message that brought you here.")]
    known = (("E-mail", frame.email), ("Website", frame.website), ("Address", " ".join(frame.address.split())))
    return lines + [Line(label, text) for label, text in known if text]


def amount(value: Decimal, currency: str) -> str:
    """`1,250.00 USD`: the code rather than a sign, because three currencies share the dollar sign."""
    return f"{value:,.2f} {currency}"


def share(value: Decimal) -> str:
    """0.125 → `12.5 %`."""
    return f"{(value * 100).normalize():f} %"


def day(value: date) -> str:
    """`4 December 2026`."""
    return f"{value.day} {value:%B %Y}"


def moment(value: datetime) -> str:
    """`4 December 2026, 18:00 UTC`; the value is in UTC."""
    return f"{day(value.date())}, {value:%H:%M} UTC"
