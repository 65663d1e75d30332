"""Guidelines as scripts see them: one shape for the command line and the API."""

import json
from typing import Any

from groundswell.campaigns.models import GuidelineVersion
from groundswell.campaigns.rules.guidelines import KINDS
from groundswell.kit.errors import BadInput


def guidelines_document(version: GuidelineVersion | None) -> dict[str, Any]:
    """`{"version", "brief", "published_at", "items": [{"kind", "value", "platform", "label", "words"}]}`."""
    if version is None:
        return {"version": None, "brief": "", "published_at": None, "items": []}
    items = [item.as_json() | {"label": KINDS[item.kind], "words": item.words} for item in version.guidelines]
    return {"version": version.version, "brief": version.brief, "published_at": version.published_at, "items": items}


def read_guidelines_document(text: bytes) -> tuple[str, list[dict[str, Any]]]:
    """Brief and items of a file; what an answer adds (version, label, words) may stay in it. BadInput for anything else."""
    cure = 'Write {"brief": "…", "items": [{"kind": "hashtag", "value": "acmerun"}]}.'
    try:
        found = json.loads(text)
    except ValueError:
        raise BadInput("The file is no JSON.", where="--publish", cure=cure) from None
    if not isinstance(found, dict) or not isinstance(found.get("items", []), list):
        raise BadInput("The file holds no guidelines.", where="--publish", cure=cure)
    if not all(isinstance(item, dict) for item in found.get("items", [])):
        raise BadInput("An item is no object.", where="--publish", cure=cure)
    told = ("label", "words")
    items = [{name: item[name] for name in item if name not in told} for item in found.get("items", [])]
    return str(found.get("brief") or ""), items
