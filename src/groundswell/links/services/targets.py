"""Where a link may lead, seen from this installation."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from django.conf import settings

from groundswell.kit.errors import BadInput
from groundswell.links.errors import UnsafeTarget
from groundswell.links.queries.domains import is_own_domain
from groundswell.links.rules.platforms import PLATFORMS
from groundswell.links.rules.targets import checked_target


def safe_target(url: str) -> str:
    """`checked_target`, and no short link of ours: that would count twice, or lead round in circles."""
    ready = checked_target(url, urlsplit(settings.PUBLIC_URL).netloc)
    if is_own_domain(urlsplit(ready).hostname or ""):
        raise UnsafeTarget("The address is a short link itself.", where="target_url", cure="Use the page it leads to.")
    return ready


def safe_platform_targets(targets: Mapping[str, str]) -> dict[str, str]:
    """The same for each platform that is given an address; an empty one takes it back. The refusal names the platform."""
    found: dict[str, str] = {}
    for name, url in targets.items():
        if name not in PLATFORMS:
            raise BadInput(
                f"“{name}” is no platform.", where="platform_targets", cure=f"Known: {', '.join(PLATFORMS)}."
            )
        try:
            found |= {name: safe_target(url)} if url.strip() else {}
        except UnsafeTarget as refusal:
            refusal.where = name
            raise
    return found
