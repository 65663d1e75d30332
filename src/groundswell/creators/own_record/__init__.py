"""What creators do with their own record: correct it, take a copy, have it erased."""

from groundswell.creators.own_record.correcting import correct_record, request_change
from groundswell.creators.own_record.deciding import apply_request, refuse_request
from groundswell.creators.own_record.erasing import (
    before_erasure,
    confirm_erasure,
    erase_creator,
    erasure_token,
    keep_row,
    request_erasure,
    request_of_token,
)
from groundswell.creators.own_record.queries import own_requests, request_document, request_of, waiting_requests
from groundswell.creators.own_record.record import add_section, record_of

__all__ = [
    "add_section",
    "apply_request",
    "before_erasure",
    "confirm_erasure",
    "correct_record",
    "erase_creator",
    "erasure_token",
    "keep_row",
    "own_requests",
    "record_of",
    "refuse_request",
    "request_change",
    "request_document",
    "request_erasure",
    "request_of",
    "request_of_token",
    "waiting_requests",
]
