"""What a query means by a text or by likeness: which accounts, and what they are about."""

import re
from functools import lru_cache

from django.db.models import F

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account
from groundswell.discovery import index
from groundswell.discovery.errors import BadQuery
from groundswell.discovery.language import SearchQuery, tree
from groundswell.discovery.language.saying import said
from groundswell.discovery.meaning import model

DESCRIBES_FROM = 3
FOUND_BY_MEANING = 200
LEAST_LIKENESS = 0.18
SPREAD = 0.2
LOOKALIKES = 200

_QUOTES = re.compile('["“”„«»]')


def accounts_named(workspace: Workspace, names: list[str]) -> tuple[int, ...]:
    """The accounts behind `platform:@handle` or an id, as far as the workspace may see them."""
    return tuple(_named(workspace, name, n) for n, name in enumerate(names))


def meaning_of(query: SearchQuery, liked: tuple[int, ...]) -> index.Meaning | None:
    """What shall be found by its meaning; None when words alone decide."""
    if liked:
        _need_model("like")
        middle = index.vector_like(liked)
        if middle is None:
            raise BadQuery("There is nothing written that others could be like.", where="like")
        return index.Meaning(middle, most=LOOKALIKES)
    if query.text and by_meaning(query):
        words = tree.all_of([*said(query.text, tree.TEXT_FIELDS, "text")])
        return index.Meaning(_vector(query.text), words, FOUND_BY_MEANING, LEAST_LIKENESS, SPREAD)
    return None


def by_meaning(query: SearchQuery) -> bool:
    """Whether the text is found by its meaning too; `BadQuery` where that is demanded and cannot be."""
    text = query.text or ""
    if query.match == "words" or (query.match is None and (_QUOTES.search(text) or len(text.split()) < DESCRIBES_FROM)):
        return False
    if query.match == "meaning":
        _need_model("match")
    return index.understands()


def _need_model(place: str) -> None:
    if not model.available():
        raise BadQuery("The model that reads meanings is not installed.", where=place, cure="Run: groundswell doctor")


@lru_cache(maxsize=1_000)
def _vector(text: str) -> model.Vectors:
    return model.vector_asked(text)


def _named(workspace: Workspace, name: str, place: int) -> int:
    platform, _, handle = name.partition(":")
    visible = Account.objects.visible_to(workspace)
    if name.isascii() and name.isdigit() and len(name) < 19:
        found = visible.filter(pk=int(name))
    else:
        found = visible.filter(platform=platform.strip().lower(), handle=handle.strip().lstrip("@").lower()).exclude(
            handle=""
        )
    # One's own row of a profile comes before the catalogue's.
    account = found.order_by(F("workspace").desc(nulls_last=True), "pk").first()
    if account is None:
        raise BadQuery(
            f"There is no account “{name}”.", where=f"like.{place}", cure="Write it like bluesky:@maya.example."
        )
    return int(account.pk)
