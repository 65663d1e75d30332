"""Brief and guidelines are published."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from groundswell.accounts.models import User
from groundswell.campaigns.models import Campaign, GuidelineVersion
from groundswell.campaigns.queries.guidelines import current_guidelines
from groundswell.campaigns.rules.guidelines import read_guidelines
from groundswell.kit.errors import BadInput


@transaction.atomic
def publish_guidelines(
    *,
    campaign: Campaign,
    brief: str,
    items: Sequence[Mapping[str, Any]],
    places: Sequence[str],
    user: User | None = None,
) -> GuidelineVersion:
    """The next version; the one that holds when nothing would change. `places`: codes with disclosure rules.

    Offers that are open show it at once and must be read anew; who accepted before is held to what they accepted.
    `BadInput` as `read_guidelines` says.
    """
    campaign = Campaign.objects.select_for_update().select_related("workspace").get(pk=campaign.pk)
    wanted = [item.as_json() for item in read_guidelines(items, places=places)]
    if not wanted and not brief.strip():
        raise BadInput("There is neither a brief nor a guideline.", where="items", cure="Add at least one.")
    last = current_guidelines(campaign)
    if last is not None and (last.items, last.brief) == (wanted, brief.strip()):
        return last
    campaign.brief = brief.strip()
    campaign.save(update_fields=["brief"])
    made: GuidelineVersion = GuidelineVersion.objects.create(
        workspace=campaign.workspace,
        campaign=campaign,
        version=last.version + 1 if last else 1,
        brief=campaign.brief,
        items=wanted,
        published_by=user,
    )
    return made


def keep_brief(*, campaign: Campaign) -> None:
    """A brief that was changed elsewhere becomes part of the next version, with the items as they were."""
    last = current_guidelines(campaign)
    if last is not None and last.brief != campaign.brief.strip():
        GuidelineVersion.objects.create(
            workspace=campaign.workspace, campaign=campaign, version=last.version + 1, brief=campaign.brief.strip(),
            items=last.items,
        )  # fmt: skip
