"""Readings: figures of profiles or posts on a date, one metric a column or one a row."""

from collections.abc import Mapping
from typing import Any

from groundswell.creators.imports.declared.metrics import EITHER, NAMES
from groundswell.creators.imports.fields import Field, of_type, text
from groundswell.creators.imports.kinds import Kind

FIELDS = (
    of_type("date", "observed_at", "Observed at", "date", "day", "as of", "datum", "fecha", "data", "snapshot date", "observed", weight=3),
    of_type("id", "file_id", "Creator's id in the file", "influencer id", "creator id"),
    of_type("id", "own_id", "Groundswell id", "groundswell id"),
    text("platform", "Platform", "network", "channel", "plattform", "plateforme", "plataforma", limit=40),
    text("handle", "Handle", "username", "user name", "account", "account username", "nutzername", "usuario"),
    Field("profile", "profile", "Profile address", ("profile url", "profile link", "url", "link")),
    of_type("id", "post_id", "Post id", "post external id"),
    text("metric", "Metric", "measure", "kpi", "kennzahl", weight=3, limit=40),
    of_type("number", "value", "Value", "wert", "valeur", "valor", "valore", "waarde", weight=3),
    of_type("number", "low", "Low end", "lower"),
    of_type("number", "high", "High end", "upper"),
    of_type("count", "sample", "Sample", "n"),
    text("source", "Source", "quelle", limit=120),
    *EITHER,
)  # fmt: skip


def record_key(values: Mapping[str, Any]) -> str:
    """Of what, which metric, when, from whom."""
    owner = values.get("own_id") or values.get("file_id") or values.get("profile") or values.get("handle") or ""
    subject = f"{values.get('platform', '')}|{owner}|{values.get('post_id', '')}"
    when = values["observed_at"].isoformat() if "observed_at" in values else ""
    return f"{subject}|{values.get('metric', '')}|{when}|{values.get('source', '')}".lower()[:280]


def kind() -> Kind:
    """The declaration with its writer, which needs Django."""
    from groundswell.creators.imports.writing.readings import ReadingsWriter

    whose = ("file_id", "own_id", "handle", "profile")
    what = ("value", *NAMES)
    return Kind("readings", "Readings", FIELDS, (("observed_at",), whose, what), 30, ReadingsWriter, record_key)
