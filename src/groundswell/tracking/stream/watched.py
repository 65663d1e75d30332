"""What is watched for in the live stream, and where it is."""

from dataclasses import dataclass

from django.db.models import Q

from groundswell.campaigns.models import Campaign, Participant
from groundswell.creators.models import Account
from groundswell.platforms.bluesky.socket import JETSTREAM
from groundswell.platforms.queries import standing
from groundswell.platforms.watch import Watch
from groundswell.tracking.monitors import Lookup
from groundswell.tracking.value import AT_WORK

NETWORK = "bluesky"


@dataclass(frozen=True, slots=True)
class Watched:
    """`authors` names the only accounts that matter while no monitor wants the posts of everybody; empty: all do."""

    watch: Watch
    authors: tuple[str, ...]
    anything: bool


def watched() -> Watched:
    """Monitors of all workspaces, participants of running campaigns, and everybody of whom content is held."""
    terms = Lookup().on(NETWORK).terms()
    at_work = Participant.objects.filter(state__in=AT_WORK, campaign__state=Campaign.State.RUNNING)
    public = Account.objects.filter(~Q(external_id=""), workspace=None, platform=NETWORK).order_by("pk")
    authors = public.filter(creators__participations__in=at_work).distinct().values_list("external_id", flat=True)
    held = tuple(public.values_list("external_id", flat=True))
    everybody = any(terms.values())
    watch = Watch(authors=authors, held=held, **terms)
    return Watched(watch, () if everybody else held, anything=everybody or bool(held))


def stream_address() -> str:
    """Where the stream is; empty when none is to be read: the connector paused, the setting "off", or another AppView
    set without a stream of its own."""
    one = standing(NETWORK)
    given = one.shown.get("jetstream", "")
    if not one.ready or given.lower() == "off":
        return ""
    return given or ("" if one.shown.get("appview") else JETSTREAM)
