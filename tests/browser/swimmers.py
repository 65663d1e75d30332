"""A small town on the local network: four swimmers, a star, customers of a swim shop, and everybody else."""

import random
from concurrent.futures import ThreadPoolExecutor

from tests.testbeds.atproto.people import People, reference

SWIMMERS = {"ada-swims": 0.75, "ben-swims": 0.6, "cleo-swims": 0.55, "dora-swims": 0.5}
"""By creator, the share of customers who follow them."""
STAR = "the-star"  # whom everybody follows
CUSTOMERS = [f"{name}{number}" for number in range(500, 520) for name in ("maria", "john")]
OTHERS = [f"{name}{number}" for number in range(520, 537) for name in ("laura", "peter")]
CROWD = [f"{name}{number}" for number in range(540, 604) for name in ("sofia", "robert")]
SPAIN, TEXAS = "📍 Madrid, España", "Based in Austin, TX. Swims at dawn"
POSTS = 4


def settle(people: People) -> dict[str, list[str]]:
    """Joins them all, with who follows whom; by name whom each follows."""
    chance = random.Random(11)
    follows = {name: _followed(chance, name) for name in (*CUSTOMERS, *OTHERS, *CROWD)}
    people.join_all({name: f"{name} swims in the sea" for name in (*SWIMMERS, STAR)})
    people.join_all({name: home_of(name) for name in follows})
    posts = {name: [people.post(name, f"Day {day} in the water") for day in range(POSTS)] for name in SWIMMERS}

    def follow(name: str) -> None:
        liked = [
            reference(post) for one in follows[name] if one in posts for post in posts[one][: chance.randint(0, POSTS)]
        ]
        people.write_all(
            name,
            [("app.bsky.graph.follow", {"subject": people.did[one]}) for one in follows[name]]
            + [("app.bsky.feed.like", {"subject": post}) for post in liked],
        )

    with ThreadPoolExecutor(6) as together:
        list(together.map(follow, follows))
    for name in SWIMMERS:
        wanted = sum(name in whom for whom in follows.values())
        people.see(
            "app.bsky.actor.getProfile",
            lambda told, wanted=wanted: told.get("followersCount") == wanted,
            actor=people.did[name],
        )
    return follows


def home_of(name: str) -> str:
    """Where one of the town lives: about half here, half there."""
    return random.Random(name).choice((SPAIN, TEXAS))


def _followed(chance: random.Random, name: str) -> list[str]:
    """Customers follow swimmers; others hardly do; of the crowd every third."""
    fond = 1.0 if name in CUSTOMERS else 0.08 if name in OTHERS else 0.5
    swimmers = [one for one, share in SWIMMERS.items() if chance.random() < fond * share]
    return [*swimmers, *([STAR] if chance.random() < 0.8 or not swimmers else [])]
