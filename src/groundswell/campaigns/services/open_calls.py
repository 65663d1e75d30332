"""A campaign is opened to applications."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from groundswell.accounts.models import User
from groundswell.accounts.services import record_audit
from groundswell.campaigns.models import Campaign, OpenCall
from groundswell.campaigns.rules.open_calls import MOST_ACCOUNTS, consent_words, read_colour, read_questions
from groundswell.creators.consent.evidence import kind_of
from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.kit.ids import new_token
from groundswell.platforms.names import platform_named

LARGEST_LOGO = 512 * 1024


@dataclass(frozen=True, kw_only=True)
class CallFacts:
    """What the page says and asks. Empty `platforms` allow every network; an empty `consent_text` takes the usual one."""

    headline: str = ""
    intro: str = ""
    gives: str = ""
    colour: str = ""
    questions: Sequence[Mapping[str, Any]] = ()
    platforms: Sequence[str] = ()
    accounts_needed: int = 1
    closes_on: date | None = None
    consent_text: str = ""


@transaction.atomic
def save_open_call(*, campaign: Campaign, facts: CallFacts, is_open: bool, user: User | None = None) -> OpenCall:
    """The campaign's open call, made or changed. Other words of consent are its next version."""
    if not 0 <= facts.accounts_needed <= MOST_ACCOUNTS:
        raise BadInput(f"Ask for 0 to {MOST_ACCOUNTS} accounts.", where="accounts_needed")
    call = OpenCall.objects.select_for_update().filter(campaign=campaign).first() or OpenCall(
        workspace=campaign.workspace, campaign=campaign, slug=_free_slug(campaign)
    )
    consent = facts.consent_text.strip() or consent_words(campaign.workspace.name)
    if call.pk and call.consent_text != consent:
        call.consent_version += 1
    call.consent_text = consent
    call.headline, call.intro, call.gives = facts.headline.strip(), facts.intro.strip(), facts.gives.strip()
    call.colour = read_colour(facts.colour)
    call.questions = [question.as_json() for question in read_questions(facts.questions)]
    call.platforms = sorted({platform_named(name) for name in facts.platforms})
    call.accounts_needed, call.closes_on = facts.accounts_needed, facts.closes_on
    call.is_open, call.changed_at = is_open, clock.now()
    call.save()
    detail = {"open": is_open, "consent_version": call.consent_version}
    record_audit(
        workspace=call.workspace,
        user=user,
        action="open_call.saved",
        subject=f"campaign {campaign.slug}",
        detail=detail,
    )
    return call


@transaction.atomic
def set_logo(*, call: OpenCall, data: bytes) -> None:
    """The picture at the top of the page; no bytes take it away. BadInput for what is no small PNG, JPEG or WebP."""
    kind = kind_of(data)
    if data and not kind:
        raise BadInput("The logo is no PNG, JPEG or WebP picture.", where="logo")
    if len(data) > LARGEST_LOGO:
        raise BadInput("The logo is larger than 512 kB.", where="logo", cure="Save it smaller.")
    old = call.logo.name if call.logo else ""
    call.logo = ContentFile(data, name=f"{new_token()}.{kind}") if data else None
    call.save(update_fields=["logo"])
    if old:
        transaction.on_commit(lambda: default_storage.delete(old))


def _free_slug(campaign: Campaign) -> str:
    """The campaign's slug, with the brand's before it where another brand has that address already."""
    stems = [campaign.slug, f"{campaign.workspace.slug}-{campaign.slug}"[:70]]
    stems += [f"{stems[1]}-{number}" for number in range(2, 100)]
    return next(stem for stem in stems if not OpenCall.objects.filter(slug=stem).exists())
