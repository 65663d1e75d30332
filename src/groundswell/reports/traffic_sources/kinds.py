"""The providers that can be asked, what each counts, and what it needs to know."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

from groundswell.kit.errors import BadInput
from groundswell.reports.traffic_sources import ga4, google_key, matomo, plausible
from groundswell.reports.traffic_sources.port import Access, VisitCounter


@dataclass(frozen=True)
class Provider:
    """`label` is also the source of its days, in files too; `unit` what it counts; `home` its own server's address."""

    label: str
    unit: str
    make: Callable[[httpx.Client, Access], VisitCounter]
    home: str
    site: str
    digits: bool


PROVIDERS = {
    "ga4": Provider("GA4", "sessions", ga4.Ga4, ga4.ADDRESS, "property id", digits=True),
    "plausible": Provider("Plausible", "visits", plausible.Plausible, plausible.ADDRESS, "site", digits=False),
    "matomo": Provider("Matomo", "visits", matomo.Matomo, "", "site's number", digits=True),
}
UNITS = {provider.label: provider.unit for provider in PROVIDERS.values()}


def provider_of(kind: str) -> Provider:
    found = PROVIDERS.get(kind.strip().lower())
    if found is None:
        raise BadInput(f"“{kind}” is no counter that can be asked.", where="kind", cure="ga4, plausible or matomo.")
    return found


def checked_access(kind: str, address: str, site: str, secret: str, *, allow_private: bool) -> Access:
    """How to ask, in the spelling the provider wants; `BadInput` names the field. Nothing is asked yet."""
    provider = provider_of(kind)
    site, secret = site.strip().removeprefix("properties/"), secret.strip()
    if not site or (provider.digits and not (site.isascii() and site.isdigit())) or len(site) > 120:
        raise BadInput(_site_message(site, provider), where="site", cure=_SITE_CURES[provider.label])
    if not secret:
        raise BadInput("Without a key nothing is told.", where="secret")
    if provider.label == "GA4":
        _address(google_key.key_file(secret)["token_uri"], allow_private=allow_private)
    return Access(_address(address or provider.home, allow_private=allow_private), site, secret)


_SITE_CURES = {
    "GA4": "Digits only, under Admin, Property details.",
    "Plausible": "As Plausible calls it, such as shop.example.",
    "Matomo": "Digits only, under Administration, Websites.",
}


def _site_message(site: str, provider: Provider) -> str:
    if provider.label == "GA4" and site.upper().startswith(("G-", "UA-")):
        return f"“{site}” is a measurement id, not the {provider.site}."
    return f"“{site[:60]}” is no {provider.site} of {provider.label}."


def _address(text: str, *, allow_private: bool) -> str:
    """https://server or https://server/path; plain http only where private addresses are let in."""
    text = text.strip().rstrip("/").removesuffix("/index.php")
    parts = urlsplit(text if "://" in text else f"https://{text}")
    secure = parts.scheme == "https" or (parts.scheme == "http" and allow_private)
    if (
        not text
        or not secure
        or not parts.hostname
        or parts.query
        or parts.fragment
        or parts.username
        or len(text) > 300
    ):
        raise BadInput("This is a server's address such as https://stats.example.", where="address")
    return f"{parts.scheme}://{parts.netloc}{parts.path}"
