"""The fit's arithmetic, to the last point."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.discovery.personas.definition import AGE_BANDS, Definition
from groundswell.discovery.personas.fit import LABELS, WEIGHTS, Fit, Part, Sight, fit


def sight(**known: Any) -> Sight:
    nothing: dict[str, Any] = {
        "audience": {}, "language": "", "topics": (), "hashtags": (), "mentions": (), "bio": "", "posts": (),
        "posts_read": False,
    }  # fmt: skip
    return Sight(**{**nothing, **known})


def persona(**said: Any) -> Definition:
    return Definition.model_validate(said)


def part(found: Fit, name: str) -> Part:
    return next(part for part in found.parts if part.name == name)


def ends(found: Part) -> tuple[float, float]:
    return (round(found.low, 6), round(found.high, 6))


def test_weights_are_of_a_hundred_and_each_has_its_words() -> None:
    assert sum(WEIGHTS.values()) == 100
    assert WEIGHTS.keys() == LABELS.keys()


def test_an_audience_overlaps_as_far_as_both_have_it() -> None:
    found = fit(
        persona(countries={"US": 0.6, "CA": 0.4}), sight(audience={"country": {"US": 0.3, "CA": 0.5, "GB": 0.2}})
    )
    assert ends(part(found, "audience_country")) == (0.7, 0.7)
    assert (found.score, found.low, found.high, found.known) == (70, 70, 70, 1.0)
    assert part(found, "audience_country").evidence == "US 30% of 60%, CA 50% of 40%"


def test_the_same_distribution_is_a_hundred_and_a_foreign_one_nil() -> None:
    buyers = {"US": 0.6, "CA": 0.4}
    assert fit(persona(countries=buyers), sight(audience={"country": buyers})).score == 100
    assert fit(persona(countries=buyers), sight(audience={"country": {"BR": 1.0}})).score == 0


def test_what_a_list_leaves_open_may_be_the_buyers_own() -> None:
    """The list tells of 50 % only: the 40 % of Canadian buyers may all be among the rest."""
    found = fit(persona(countries={"US": 0.6, "CA": 0.4}), sight(audience={"country": {"US": 0.5}}))
    assert ends(part(found, "audience_country")) == (0.5, 0.9)
    assert (found.score, found.low, found.high) == (70, 50, 90)


def test_buyers_are_compared_among_those_who_told() -> None:
    """Half of the buyers are placed, all of them in the US: an American audience is all one can ask."""
    assert fit(persona(countries={"US": 0.5}), sight(audience={"country": {"US": 1.0}})).score == 100


def test_unknown_counts_half_and_widens_the_range() -> None:
    """Country (20) known and right, gender (15) and age (15) unknown: 20 to 50 of 50, that is 40 to 100."""
    found = fit(
        persona(countries={"US": 1.0}, genders={"female": 1.0}, ages={"25-34": 1.0}),
        sight(audience={"country": {"US": 1.0}}),
    )
    assert (found.score, found.low, found.high, found.known) == (70, 40, 100, 0.4)
    assert part(found, "audience_gender") == Part("audience_gender", 15, 0.0, 1.0, False, "no audience figures")
    assert part(found, "audience_gender").value is None


def test_where_nothing_is_known_there_is_no_score() -> None:
    found = fit(persona(countries={"US": 1.0}, words=["trail"], languages={"en": 1.0}), sight())
    assert (found.score, found.low, found.high, found.known) == (None, 0, 100, 0.0)
    assert [one.known for one in found.parts] == [False] * 4


def test_only_what_the_persona_asks_for_is_a_part() -> None:
    found = fit(persona(words=["trail"]), sight(bio="trail", posts=("x",), posts_read=True))
    assert [one.name for one in found.parts] == ["interests"]


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ({"topics": ("Trail Running",)}, "topic"),
        ({"hashtags": ("trailrunning",)}, "hashtag"),
        ({"bio": "I love Trail-running!"}, "bio"),
        ({"posts": ("today: trail running",)}, "a post"),
    ],
)
def test_terms_are_found_wherever_they_stand(said: dict[str, Any], where: str) -> None:
    found = part(fit(persona(interests=["trail running"]), sight(**{"posts_read": True, **said})), "interests")
    assert (ends(found), found.evidence) == ((1.0, 1.0), f"“trail running” ({where})")


def test_three_terms_are_enough_and_one_of_many_is_a_third() -> None:
    terms = ["trail", "vegan", "ultra", "gear", "mountain"]
    three = sight(bio="trail vegan ultra", posts=("x",), posts_read=True)
    assert ends(part(fit(persona(words=terms), three), "interests")) == (1.0, 1.0)
    one = sight(bio="trail", posts=("x",), posts_read=True)
    assert ends(part(fit(persona(words=terms), one), "interests")) == (0.333333, 0.333333)


def test_words_in_the_middle_of_a_word_are_not_found() -> None:
    found = part(fit(persona(words=["run"]), sight(bio="brunch", posts=("x",), posts_read=True)), "interests")
    assert (ends(found), found.evidence) == ((0.0, 0.0), "none of 1 in what was read")


def test_without_posts_the_rest_may_still_be_said_there() -> None:
    found = part(fit(persona(words=["trail", "vegan"]), sight(bio="trail")), "interests")
    assert ends(found) == (0.5, 1.0)


def test_brands_are_mentioned_written_or_unknown() -> None:
    wanted = persona(brands=["@acme", "Hoka"])
    assert ends(part(fit(wanted, sight(mentions=("acme",), posts=("x",), posts_read=True)), "brands")) == (1.0, 1.0)
    assert ends(part(fit(wanted, sight(bio="Hoka girl")), "brands")) == (1.0, 1.0)
    assert ends(part(fit(wanted, sight(posts=("x",), posts_read=True)), "brands")) == (0.0, 0.0)
    assert part(fit(wanted, sight(bio="nothing")), "brands").known is False


def test_the_language_one_writes_in() -> None:
    wanted = persona(languages={"en": 0.9, "es": 0.1})
    assert part(fit(wanted, sight(language="es")), "language").value == 1.0
    assert part(fit(wanted, sight(language="de")), "language").value == 0.0
    assert part(fit(wanted, sight()), "language").known is False


shares = st.dictionaries(st.sampled_from(["US", "CA", "GB", "DE"]), st.floats(0.001, 1), min_size=1, max_size=4).map(
    lambda found: {value: share / sum(found.values()) for value, share in found.items()}
)


@given(buyers=shares, audience=shares | st.just({}), told=st.floats(0.05, 1), words=st.booleans(), read=st.booleans())
def test_the_score_lies_in_its_range(
    buyers: dict[str, float], audience: dict[str, float], told: float, words: bool, read: bool
) -> None:
    some = {value: share * told for value, share in audience.items()}
    found = fit(
        persona(countries=buyers, words=["trail"] if words else [], ages=dict.fromkeys(AGE_BANDS[:2], 0.5)),
        sight(audience={"country": some} if some else {}, bio="trail" if read else "", posts_read=read, posts=("x",)),
    )
    assert 0 <= found.low <= found.high <= 100
    assert found.score is None or found.low <= found.score <= found.high
    assert (found.score is None) == (found.known == 0)


@given(buyers=shares, audience=shares)
def test_more_knowledge_only_narrows_the_range(buyers: dict[str, float], audience: dict[str, float]) -> None:
    wanted = persona(countries=buyers, words=["trail"])
    before = fit(wanted, sight(audience={"country": audience}))
    after = fit(wanted, sight(audience={"country": audience}, bio="trail", posts=("x",), posts_read=True))
    assert before.low <= after.low
    assert after.high <= before.high
