"""On what footing somebody is written to: consents, pages, dealings; each with its words as proof."""

from datetime import UTC, date, datetime, time

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.creators.models import Creator
from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.kit.ids import digest
from groundswell.relationships.models import ContactBasis
from groundswell.relationships.rules import clean_text
from groundswell.relationships.services.events import belongs


@transaction.atomic
def record_consent(
    *, workspace: Workspace, creator: Creator, source: str, text: str, text_version: str, given_at: datetime, key: str
) -> ContactBasis:
    """Keeps the consent by which somebody may be written to, word for word; the same `key` again changes nothing."""
    belongs(workspace, creator)
    facts = {"source": source[:120], "text": text, "text_version": text_version[:60], "given_at": given_at}
    basis, _ = ContactBasis.objects.of(workspace).get_or_create(
        key=key, defaults={"workspace": workspace, "creator": creator, **facts}
    )
    return basis


@transaction.atomic
def record_basis(
    *,
    workspace: Workspace,
    creator: Creator,
    kind: str,
    text: str,
    url: str = "",
    since: date | None = None,
    user: User | None = None,
) -> ContactBasis:
    """Keeps by hand what makes it lawful to write to somebody; the same again changes nothing.

    `since` is the day it holds from, today when not told. A published address needs its page and the page's words. Raises
    `BadInput`.
    """
    belongs(workspace, creator)
    day, words = since or clock.now().date(), clean_text(text, "text")
    if kind not in ContactBasis.Kind.values:
        raise BadInput(f"“{kind}” is no footing.", where="kind", cure=f"One of: {', '.join(ContactBasis.Kind.values)}.")
    if day > clock.now().date():
        raise BadInput("That day is still to come.", where="since")
    if not words:
        raise BadInput("Say in which words, or why: it is your proof.", where="text")
    if url or kind == ContactBasis.Kind.PUBLISHED:
        _check_url(url)
    key = f"{kind}:{digest('|'.join((str(creator.pk), url, words, day.isoformat())))[:40]}"
    facts = {
        "kind": kind,
        "source": "recorded by hand",
        "text": words,
        "url": url,
        "text_version": "",
        "user": user,
        "given_at": datetime.combine(day, time(), tzinfo=UTC),
    }
    basis, new = ContactBasis.objects.of(workspace).get_or_create(
        key=key, defaults={"workspace": workspace, "creator": creator, **facts}
    )
    if basis.withdrawn_at is not None:
        ContactBasis.objects.of(workspace).filter(pk=basis.pk).update(withdrawn_at=None)
    if new:
        record_audit(
            workspace=workspace, user=user, action="contact_basis.recorded", subject=f"creator {creator.pk}",
            detail={"kind": kind, "url": url, "text": words[:500]},
        )  # fmt: skip
    return basis


@transaction.atomic
def withdraw_basis(*, workspace: Workspace, basis: ContactBasis, user: User | None = None) -> None:
    """It does not hold any more; the record stays."""
    live = ContactBasis.objects.of(workspace).filter(pk=basis.pk, withdrawn_at=None)
    if live.update(withdrawn_at=clock.now()):
        record_audit(
            workspace=workspace, user=user, action="contact_basis.withdrawn", subject=f"creator {basis.creator_id}",
            detail={"kind": basis.kind},
        )  # fmt: skip


def _check_url(url: str) -> None:
    try:
        URLValidator(schemes=["http", "https"])(url)
    except ValidationError as error:
        raise BadInput(
            "Give the page on which the address stands.", where="url", cure="An address that begins with https://."
        ) from error


@transaction.atomic
def withdraw_consent(*, workspace: Workspace, creator: Creator) -> int:
    """Ends every consent of a creator; the record stays as proof of what was given and when it was taken back."""
    live = ContactBasis.objects.of(workspace).filter(creator=creator, withdrawn_at=None)
    return live.update(withdrawn_at=clock.now())
