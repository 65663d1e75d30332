"""The disclosure clause of an offer, in plain words."""

from collections.abc import Sequence

from groundswell.disclosure.jurisdictions import PLACES

TIES = {
    "paid": "{brand} pays you for these posts",
    "gifted": "{brand} gives you the product for free",
    "affiliate": "you earn a commission when people buy through you",
    "employee": "you work for {brand}",
    "family": "you are close to somebody at {brand}",
}
LEADS = {"paid": "#ad", "gifted": "#ad Gifted by {brand}:", "affiliate": "#ad I earn a commission if you buy:"}
HOW = (
    "Say it at the very start of every post: before “more”, before other hashtags, in the language of the post.",
    "In a video or a story, show it on screen and say it aloud as well.",
    "The platform’s own “paid partnership” label is welcome, but it is not enough by itself.",
    "Tell only what is true and what you really think. If we ask you to correct a disclosure, do so within two days.",
)


def clause_for(*, brand: str, jurisdictions: Sequence[str], connection: str) -> str:
    """The clause for audiences in `jurisdictions` and a tie of that kind; one sentence a line.

    The lines `Right:` and `Wrong:` are examples: the offer's page sets them apart.
    """
    tie = TIES.get(connection, TIES["paid"]).format(brand=brand)
    openings = [f"{PLACES[code].name}: start with {PLACES[code].opening}." for code in jurisdictions if code in PLACES]
    right, wrong = examples(brand=brand, connection=connection)
    lines = [f"Your followers must be told that {tie}.", *HOW, *openings, f"Right: {right}", f"Wrong: {wrong}"]
    return "\n".join(lines)


def examples(*, brand: str, connection: str) -> tuple[str, str]:
    """A caption that tells it and one that does not."""
    lead = LEADS.get(connection, LEADS["paid"]).format(brand=brand)
    right = f"{lead} A week with the new one from {brand}, and here is what I honestly think."
    wrong = f"A week with the new one from {brand}, and I love it. Thanks {brand}! #love #new #collab #ad"
    return right, wrong
