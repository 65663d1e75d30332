"""Small parts: icons, badges, platforms, avatars."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import template

from groundswell.web.components import badges, icons

if TYPE_CHECKING:
    from groundswell.creators.models import Account

register = template.Library()

register.simple_tag(icons.icon, name="icon")


@register.inclusion_tag("components/badge.html")
def badge(label: object, tone: str = "neutral", icon: str = "", dot: bool = False) -> dict[str, Any]:
    """A word in a tinted pill. Tones: neutral teal deep green amber red rose sky indigo violet."""
    return {"label": label, "tone": tone, "icon": icon, "dot": dot}


def _known_badge(kind: str, value: object, dot: bool = False) -> dict[str, Any]:
    seen = badges.look(kind, str(value))
    return {"label": seen.label, "tone": seen.tone, "icon": seen.icon, "dot": dot}


@register.inclusion_tag("components/badge.html")
def stage(value: str) -> dict[str, Any]:
    """A relationship's stage."""
    return _known_badge("stage", value, dot=True)


@register.inclusion_tag("components/badge.html")
def tier(value: str) -> dict[str, Any]:
    """nano, micro, macro or mega."""
    return _known_badge("tier", value)


@register.inclusion_tag("components/badge.html")
def verdict(value: str) -> dict[str, Any]:
    """A disclosure verdict: pass, fail, review or unchecked."""
    return _known_badge("verdict", value)


@register.inclusion_tag("components/badge.html")
def outcome(value: str) -> dict[str, Any]:
    """How a guideline fared: kept, broken or unknown; open, late or missed where no post came."""
    return _known_badge("outcome", value)


@register.inclusion_tag("components/badge.html")
def role(value: str) -> dict[str, Any]:
    """A member's role."""
    return _known_badge("role", value)


@register.inclusion_tag("components/badge.html")
def state(value: str) -> dict[str, Any]:
    """The state of a job, message, offer, deliverable or campaign."""
    return _known_badge("state", value)


@register.inclusion_tag("components/platform.html")
def platform(value: str, handle: str = "", url: str = "", name: bool = True) -> dict[str, Any]:
    """A platform's icon with its name, or with the account's `handle` and a link to it."""
    seen = badges.look("platform", value)
    return {"look": seen, "icon": seen.icon or "world", "handle": handle, "url": url, "name": name}


@register.filter
def profiles(accounts: Iterable[Account]) -> list[Account]:
    """Each profile once: what a brand's file told and the public account of the same network and handle look the same
    here; the one with an address stays."""
    found: dict[tuple[str, str], Account] = {}
    for account in sorted(accounts, key=lambda one: not one.url):
        found.setdefault((account.platform, account.handle.casefold() or str(account.pk)), account)
    return sorted(found.values(), key=lambda one: one.pk)


@register.inclusion_tag("components/avatar.html")
def avatar(name: object, size: str = "", title: bool = False) -> dict[str, Any]:
    """Initials on a colour that the name decides. `size`: xs, sm, md, lg, xl. Decorative unless `title`."""
    text = str(name)
    return {
        "initials": badges.initials(text),
        "tone": badges.avatar_tone(text),
        "size": size,
        "title": text if title else "",
    }
