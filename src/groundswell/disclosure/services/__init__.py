"""Writes of disclosure: posts received and judged, fixes asked for."""

from groundswell.disclosure.services.cases import decide_check, note_fix_request
from groundswell.disclosure.services.checking import Shown, check_draft, check_post, recheck_posts
from groundswell.disclosure.services.drafts import receive_draft
from groundswell.disclosure.services.fixes import prepare_fix_letter, request_fix
from groundswell.disclosure.services.forgetting import forget_texts
from groundswell.disclosure.services.receiving import Received, receive_network_posts, receive_post, record_connection
from groundswell.disclosure.services.sponsoring import measure_sponsoring

__all__ = [
    "Received",
    "Shown",
    "check_draft",
    "check_post",
    "decide_check",
    "forget_texts",
    "measure_sponsoring",
    "note_fix_request",
    "prepare_fix_letter",
    "receive_draft",
    "receive_network_posts",
    "receive_post",
    "recheck_posts",
    "record_connection",
    "request_fix",
]
