"""The campaign's open call, and who applied: one known, one perhaps known, some new."""

from datetime import timedelta

from groundswell.campaigns.models import Campaign, Participant
from groundswell.campaigns.services import Applied, CallFacts, accept_application, receive_application, save_open_call
from groundswell.cli.demo.brand import Brand
from groundswell.kit import clock

QUESTIONS = (
    {"text": "Where would you take the bottle?", "kind": "text", "required": True},
    {"text": "How often are you outside?", "kind": "choice", "choices": ["Every day", "Most weeks", "Now and then"]},
)
PEOPLE = (
    ("Ida Lund", "ida.lund@creators.example", "SE", "ida.outside", "Up the ridge behind our house, at sunrise.", "Every day"),
    ("Tomás Vidal", "tomas@creators.example", "ES", "tomas.trepa", "To the crag. I climb, belay, drink, repeat.", "Most weeks"),
    ("Priya Nair", "priya@creators.example", "CA", "priya.paces", "On my long run, every Sunday, whatever the weather.", "Every day"),
)  # fmt: skip


def open_to_all(brand: Brand, campaign: Campaign) -> None:
    """Opens the call ten days ago; the first applicant has been taken, the others wait."""
    facts = CallFacts(
        headline="Take the trail bottle outside",
        intro="We make one bottle, and we make it to last. Show it on a day you would have had anyway.",
        gives="The one-litre trail bottle, yours to keep\nA fee by the size of your audience\nA tenth of what you sell",
        colour="#22543d",
        questions=QUESTIONS,
        platforms=("instagram", "tiktok", "youtube"),
    )
    with clock.told(brand.days_ago(10)):
        call = save_open_call(campaign=campaign, facts=facts, is_open=True, user=brand.owner)
    known = (
        Participant.objects.of(brand.workspace).filter(campaign=campaign).select_related("creator").order_by("pk")[3]
    )
    people = [*PEOPLE, (known.creator.name, known.creator.email, "", "somebody.else", "Along the river.", "Most weeks")]
    rows = []
    for number, (name, email, country, handle, where, often) in enumerate(people):
        applied = Applied(
            name=name, email=email, country=country, accounts=[("instagram", handle)], answers=[where, often],
            agreed=True, consent_version=call.consent_version, ip="192.0.2.20", user_agent="Demo",
        )  # fmt: skip
        with clock.told(brand.days_ago(6) + timedelta(hours=20 * number)):
            rows.append(receive_application(call=call, applied=applied))
    with clock.told(brand.days_ago(2)):
        accept_application(application=rows[0], reason="Small, outside every day, and writes well.", user=brand.manager)
