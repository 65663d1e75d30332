"""Audiences: a vendor's report of one profile, a share a row, or a profile a row with shares in columns."""

from collections.abc import Mapping
from typing import Any

from groundswell.creators.audience.reports import AGES, LISTS, NAMED
from groundswell.creators.imports.fields import Field, of_type, text
from groundswell.creators.imports.kinds import Kind

FIELDS = (
    text("platform", "Platform", "network", "channel", limit=40),
    text("handle", "Handle", "username", "account", "profile username", "profile profile username"),
    Field("profile", "profile", "Profile address", ("profile url", "profile link", "url", "profile profile url")),
    of_type("id", "file_id", "Creator's id in the file", "influencer id", "creator id"),
    of_type("id", "own_id", "Groundswell id", "groundswell id"),
    of_type("date", "observed_at", "Observed at", "date", "as of", "report date", "updated"),
    text("source", "Source", "vendor", "provider", limit=120),
    text("origin", "Origin", limit=20),
    of_type("rate", "coverage", "Could be told for"),
    of_type("count", "sample", "Sample", "n", "sample size"),
    text("dimension", "Dimension", "audience dimension", "breakdown", weight=3, limit=20),
    text("value", "Value", "audience value", "segment", weight=2),
    of_type("rate", "share", "Share", "audience share", "weight", "percentage", "percent", "%", weight=2),
    of_type("rate", "low", "Low end", "lower"),
    of_type("rate", "high", "High end", "upper"),
    *(Field(name, "text", label, names, 3.0) for name, label, names in LISTS),
    *(of_type("rate", name, label, *names, weight=2) for name, label, names in NAMED),
    *(
        of_type("rate", f"age_{band}", f"Age {band}", f"audience {plain}", f"age {plain}", f"audience age {plain}", weight=2)
        for band in AGES
        for plain in [band.replace("-", " ").replace("+", "")]
    ),
)  # fmt: skip


def record_key(values: Mapping[str, Any]) -> str:
    """Whose, from whom, of when."""
    owner = values.get("own_id") or values.get("file_id") or values.get("profile") or values.get("handle") or ""
    when = values["observed_at"].isoformat() if "observed_at" in values else ""
    return f"{values.get('platform', '')}|{owner}|{values.get('source', '')}|{when}".lower()[:280]


def kind() -> Kind:
    """The declaration with its writer, which needs Django."""
    from groundswell.creators.imports.writing.audience import AudienceWriter

    whose = ("handle", "profile", "file_id", "own_id")
    what = ("share", *(name for name, *_ in (*LISTS, *NAMED)), *(f"age_{band}" for band in AGES))
    return Kind("audience", "Audiences", FIELDS, (whose, what), 35, AudienceWriter, record_key, grouped=True)
