"""Purchase codes; a code made later finds the orders that used it earlier."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.creators.models import Creator
from groundswell.links.errors import CodeTaken
from groundswell.links.models import Code
from groundswell.links.rules.names import checked_code, code_number, code_stem, folded, random_slug
from groundswell.links.services.attribution import attribute_by_codes
from groundswell.links.services.links import CampaignLike


@dataclass(frozen=True, slots=True)
class CodeFacts:
    """A code as an export tells it. A shop's does not say whose it is; our own does: `creator` is their id."""

    code: str
    discount: str = ""
    creator: int | None = None


@transaction.atomic
def create_code(
    *,
    workspace: Workspace,
    code: str,
    creator: Creator | None = None,
    campaign: CampaignLike | None = None,
    discount: str = "",
    user: User | None = None,
) -> Code:
    """A new code. One that a file brought in and that is nobody's yet is given to the creator. Raises CodeTaken."""
    shown = checked_code(code)
    row, created = Code.objects.get_or_create(
        workspace=workspace, folded=folded(shown), defaults={"code": shown, "discount": discount[:60]}
    )
    if not created and (row.creator_id is not None or creator is None):
        raise CodeTaken(f"The code {row.code} exists already.", where="code", cure="Choose another, or edit that one.")
    return assign_code(code=row, creator=creator, campaign=campaign, discount=discount, user=user)


@transaction.atomic
def assign_code(
    *, code: Code, creator: Creator | None, campaign: CampaignLike | None, discount: str = "", user: User | None = None
) -> Code:
    """Says whose the code is; orders that used it are looked at again."""
    code.creator = creator
    code.campaign_id = campaign.pk if campaign else None
    code.discount = discount[:60] or code.discount
    code.save(update_fields=["creator", "campaign", "discount"])
    detail = {"creator": creator.pk if creator else None, "campaign": campaign.slug if campaign else None}
    record_audit(workspace=code.workspace, user=user, action="code.assigned", subject=code.code, detail=detail)
    attribute_by_codes(workspace=code.workspace, folded_codes=[code.folded])
    return code


@transaction.atomic
def save_codes(*, workspace: Workspace, codes: Sequence[CodeFacts]) -> list[str]:
    """ "created", "updated" or "unchanged" for each code of a shop's export; the owner of a known code stays."""
    known = {
        row.folded: row for row in Code.objects.of(workspace).filter(folded__in={folded(facts.code) for facts in codes})
    }
    outcomes: list[str] = []
    for facts in codes:
        key = folded(facts.code)
        row = known.get(key)
        if row is None:
            told = {"code": checked_code(facts.code), "discount": facts.discount[:60], "creator_id": facts.creator}
            known[key] = Code.objects.create(workspace=workspace, folded=key, **told)
            outcomes.append("created")
        else:
            outcomes.append("updated" if _take_in(row, facts) else "unchanged")
    found = {
        folded(facts.code) for facts, word in zip(codes, outcomes, strict=True) if facts.creator and word != "unchanged"
    }
    if found:
        attribute_by_codes(workspace=workspace, folded_codes=found)
    return outcomes


def _take_in(row: Code, facts: CodeFacts) -> bool:
    before = (row.discount, row.creator_id)
    row.discount = facts.discount[:60] or row.discount
    row.creator_id = row.creator_id or facts.creator
    if before == (row.discount, row.creator_id):
        return False
    row.save(update_fields=["discount", "creator"])
    return True


def unique_code_for(
    *, workspace: Workspace, creator: Creator, campaign: CampaignLike | None = None, discount: str = ""
) -> str:
    """A code nobody in the workspace has: `MAYA10` from the creator's name and what the code gives.

    When that is taken, the campaign's initial letters or two random ones follow: `MAYA10SS`.
    """
    stem = code_stem(creator.name) + code_number(discount)
    initials = "".join(word[0] for word in campaign.slug.split("-") if word).upper()[:4] if campaign else ""
    candidates = [
        stem,
        stem + initials,
        *(stem + random_slug(2).upper() for _ in range(20)),
        stem + random_slug(6).upper(),
    ]
    taken = set(Code.objects.of(workspace).filter(folded__in=candidates).values_list("folded", flat=True))
    return next(code for code in candidates if code not in taken)
