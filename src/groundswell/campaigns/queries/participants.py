"""Choosing among participants."""

from django.db.models import QuerySet

from groundswell.campaigns.models import Offer, Participant


def without_offer(people: QuerySet[Participant]) -> QuerySet[Participant]:
    """Those who have neither an open offer nor an agreement."""
    busy = Offer.objects.filter(state__in=[Offer.State.DRAFT, Offer.State.SENT, Offer.State.ACCEPTED])
    return people.exclude(pk__in=busy.values("participant"))
