"""Matching over a whole programme: 500 creators, six weeks, noise and duplicates."""

from groundswell.tracking.tests.simulated import programme, run


def test_five_hundred_creators_in_six_weeks() -> None:
    people = programme(500, seed=7)
    score = run(people)
    told = "\n".join(["wrong:", *score.wrong, "missed:", *score.missed])
    assert sum(len(person.posts) for person in people) > 12_000
    assert score.right > 1_000
    assert any("two in one" in post.what for person in people for post in person.posts)
    assert score.precision >= 0.995, told
    assert score.recall >= 0.98, told
    assert all(": " in miss and miss.endswith(".") for miss in score.missed), "each miss says why"


def test_the_same_seed_gives_the_same_programme() -> None:
    assert programme(5, seed=3) == programme(5, seed=3) != programme(5, seed=4)
