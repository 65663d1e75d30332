"""Corrections by the creator: harmless ones hold at once, those that say who somebody is wait for a person."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from groundswell.accounts.services import record_audit
from groundswell.creators.imports.writing.facts import ADDRESS
from groundswell.creators.models import Creator, CreatorRequest
from groundswell.creators.rules import fold_email
from groundswell.creators.services.creators import update_creator
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, Conflict
from groundswell.platforms.addresses import parse_profile

OWN_FACTS = ("name", "phone", "country", "city", "language")
LONGEST, MOST_WAITING = 200, 10


@transaction.atomic
def correct_record(*, creator: Creator, facts: Mapping[str, str]) -> list[str]:
    """Sets facts of `OWN_FACTS` and parts of the postal address (`ADDRESS`); answers what changed.

    `BadInput` for a part that is none, too long, or not printable.
    """
    for name, value in facts.items():
        if name not in (*OWN_FACTS, *ADDRESS) or len(value) > LONGEST or not value.isprintable():
            raise BadInput("This cannot be kept.", where=name, cure=f"Write up to {LONGEST} plain characters.")
    tidy = {name: value.strip() for name, value in facts.items()}
    changes: dict[str, object] = {name: tidy[name] for name in OWN_FACTS if name in tidy}
    if "country" in changes:
        changes["country"] = tidy["country"].upper()
    parts = {name: tidy.get(name, str(creator.address.get(name, ""))) for name in ADDRESS}
    rest = {name: value for name, value in creator.address.items() if name not in ADDRESS}
    changes["address"] = rest | {name: value for name, value in parts.items() if value}
    differing = sorted(name for name, value in changes.items() if getattr(creator, name) != value)
    update_creator(workspace=creator.workspace, creator=creator, changes=changes)
    if differing:
        _audit(creator, "corrected", {"changed": differing})
    return differing


@transaction.atomic
def request_change(*, creator: Creator, kind: str, value: str) -> CreatorRequest:
    """Another address (`email`) or account (`account`: an address or "platform:@handle"), for a person to apply.

    The same again is the request that waits. `Conflict` when too much waits already.
    """
    tidy = _email(value) if kind == CreatorRequest.Kind.EMAIL else _account(value)
    if kind == CreatorRequest.Kind.EMAIL and tidy == fold_email(creator.email):
        raise BadInput("This is the address that is known already.", where="email")
    waiting = CreatorRequest.objects.of(creator.workspace).filter(creator=creator, state=CreatorRequest.State.WAITING)
    known: CreatorRequest | None = waiting.filter(kind=kind, value=tidy).first()
    if known is not None:
        return known
    if waiting.count() >= MOST_WAITING:
        raise Conflict("Several changes of yours wait for an answer already.", cure="Wait until they are answered.")
    made: CreatorRequest = CreatorRequest.objects.create(
        workspace=creator.workspace, creator=creator, kind=kind, value=tidy, asked_at=clock.now()
    )
    _audit(creator, "asked", {"kind": kind})
    return made


def _email(value: str) -> str:
    folded = fold_email(value)
    try:
        validate_email(folded)
    except ValidationError as error:
        raise BadInput(f"“{value[:LONGEST]}” is no e-mail address.", where="email") from error
    return folded


def _account(value: str) -> str:
    profile = parse_profile(value.strip(), None)
    return profile.url or f"{profile.platform}:@{profile.handle}"


def _audit(creator: Creator, what: str, detail: dict[str, object]) -> None:
    record_audit(
        workspace=creator.workspace,
        user=None,
        action=f"own_record.{what}",
        subject=f"creator {creator.pk}",
        detail=detail,
    )
