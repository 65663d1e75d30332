"""A consent as one JSON document for scripts."""

from typing import Any

from groundswell.creators.consent.queries import Given


def consent_document(one: Given) -> dict[str, Any]:
    """Who, what, in which words, when; never a token."""
    consent = one.consent
    return {
        "id": consent.pk,
        "account": str(consent.account) if consent.account else None,
        "kind": consent.kind,
        "source": consent.source,
        "observed_at": consent.observed_at,
        "text": consent.text,
        "text_version": consent.text_version,
        "agreed_at": consent.agreed_at,
        "withdrawn_at": consent.withdrawn_at,
        "figures": one.figures,
        "screenshot": one.evidence,
        "read_at": one.read_at,
        "trouble": one.trouble or None,
    }
