"""Writing links, codes, orders and whom they are owed to."""

from groundswell.links.services.attribution import attribute, decide_held, rule_on_order, withdraw_ruling
from groundswell.links.services.backfill import continue_backfill, start_backfill
from groundswell.links.services.claims import accept_claim, file_claim, refuse_claim
from groundswell.links.services.codes import CodeFacts, assign_code, create_code, save_codes, unique_code_for
from groundswell.links.services.conversions import receive_conversion
from groundswell.links.services.discounts import PlannedCode, plan_codes, start_discount
from groundswell.links.services.domain_checks import check_domain, check_domains
from groundswell.links.services.domains import add_domain, make_primary, remove_domain, set_home
from groundswell.links.services.guard import mark_leaked, review_recent, set_guard
from groundswell.links.services.links import create_link, update_link
from groundswell.links.services.making import end_codes, make_codes, make_waiting_codes, retry_codes
from groundswell.links.services.orders import record_order, record_orders, record_refund
from groundswell.links.services.precedence import attribute_anew, set_precedence
from groundswell.links.services.processing import (
    forget_old_events,
    process_delivery,
    process_waiting,
    replay_delivery,
)
from groundswell.links.services.rates import fetch_ecb_rates, load_rates
from groundswell.links.services.sites import create_site, delete_site, keep_views, renew_site_secret
from groundswell.links.services.stores import create_store, delete_store, replace_secret, set_api_access
from groundswell.links.services.views import forget_old_views
from groundswell.links.services.webhooks import note_ping, receive_event

__all__ = [
    "CodeFacts",
    "PlannedCode",
    "accept_claim",
    "add_domain",
    "assign_code",
    "attribute",
    "attribute_anew",
    "check_domain",
    "check_domains",
    "continue_backfill",
    "create_code",
    "create_link",
    "create_site",
    "create_store",
    "decide_held",
    "delete_site",
    "delete_store",
    "end_codes",
    "fetch_ecb_rates",
    "file_claim",
    "forget_old_events",
    "forget_old_views",
    "keep_views",
    "load_rates",
    "make_codes",
    "make_primary",
    "make_waiting_codes",
    "mark_leaked",
    "note_ping",
    "plan_codes",
    "process_delivery",
    "process_waiting",
    "receive_conversion",
    "receive_event",
    "record_order",
    "record_orders",
    "record_refund",
    "refuse_claim",
    "remove_domain",
    "renew_site_secret",
    "replace_secret",
    "replay_delivery",
    "retry_codes",
    "review_recent",
    "rule_on_order",
    "save_codes",
    "set_api_access",
    "set_guard",
    "set_home",
    "set_precedence",
    "start_backfill",
    "start_discount",
    "unique_code_for",
    "update_link",
    "withdraw_ruling",
]
