"""Where a link may lead, seen from this installation."""

from urllib.parse import urlsplit

from django.conf import settings

from groundswell.links.errors import UnsafeTarget
from groundswell.links.queries.domains import is_own_domain
from groundswell.links.rules.targets import checked_target


def safe_target(url: str) -> str:
    """`checked_target`, and no short link of ours: that would count twice, or lead round in circles."""
    ready = checked_target(url, urlsplit(settings.PUBLIC_URL).netloc)
    if is_own_domain(urlsplit(ready).hostname or ""):
        raise UnsafeTarget("The address is a short link itself.", where="target_url", cure="Use the page it leads to.")
    return ready
