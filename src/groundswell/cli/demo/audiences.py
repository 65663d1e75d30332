"""Who follows the invented creators, as samples of their followers would tell it, and the persona the brand is after."""

import random

from groundswell.cli.demo.brand import SEED, Brand
from groundswell.cli.demo.catalogue import SOURCE, Known
from groundswell.creators.audience.facts import AudienceFacts
from groundswell.creators.audience.intervals import wilson
from groundswell.creators.services import record_audience
from groundswell.discovery.personas.services import create_persona

SAMPLED, SAMPLE, COVERAGE = 300, 400, 0.7
PERSONA = {
    "countries": {"US": 0.7, "CA": 0.3}, "genders": {"female": 0.85, "male": 0.15}, "interests": ["trail running", "hiking"],
}  # fmt: skip


def tell_audiences(brand: Brand, known: list[Known]) -> None:
    """Of the first creators only, so that the planner also shows what it does where nothing is known."""
    chance = random.Random(SEED + 1)  # noqa: S311  # invented figures, not secrets
    for entry in known[:SAMPLED]:
        record_audience(
            workspace=brand.workspace, account=entry.account, origin="estimate", source=SOURCE, sample=SAMPLE,
            observed_at=brand.days_ago(7), figures=_figures(chance, entry.person.country),
        )  # fmt: skip
    create_persona(workspace=brand.workspace, name="Women on trails", definition=PERSONA, user=brand.owner)


def _figures(chance: random.Random, country: str) -> list[AudienceFacts]:
    home, women = chance.uniform(0.45, 0.8), chance.uniform(0.3, 0.8)
    elsewhere = "CA" if country == "US" else "US"
    shares = [
        ("country", country, home), ("country", elsewhere, (1 - home) / 2),
        ("gender", "female", women), ("gender", "male", 1 - women),
    ]  # fmt: skip
    told = SAMPLE * COVERAGE
    return [
        AudienceFacts(name, value, round(share, 4), *wilson(round(share, 4) * told, told), coverage=COVERAGE)
        for name, value, share in shares
    ]
