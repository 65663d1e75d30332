"""Parts of pages that belong to other rooms: `{% load tracking %}`."""

from typing import Any

from django import template

from groundswell.campaigns.models import Participant
from groundswell.web.tracking.own_drafts import open_drafts

register = template.Library()


@register.inclusion_tag("tracking/own_drafts.html")
def own_drafts(participant: Participant) -> dict[str, Any]:
    """The creator's card of what they may show before publishing; nothing where nothing is owed."""
    return {"participant": participant, "drafts": open_drafts(participant)}
