"""Templates: what they may do, and what they must refuse."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.kit.errors import BadInput
from groundswell.outreach.errors import BadTemplate, MissingValue
from groundswell.outreach.rules import render, render_subject, unknown_names

FACTS = {
    "creator": {
        "first_name": "Maya",
        "city": None,
        "topics": ["trails", "gear"],
        "last_post": {"caption": "", "url": None},
    },
    "brand": {"name": "Acme"},
}


def test_facts_are_filled_in() -> None:
    text = "Hi {{ creator.first_name }}, {{ creator.topics | join: ' and ' }} at {{ brand.name | upcase }}"
    assert render(text, FACTS) == "Hi Maya, trails and gear at ACME"


def test_every_missing_value_is_named_once_in_order() -> None:
    text = (
        "{{ creator.city }} {{ creator.last_post.caption | truncate: 9 }} {{ offer.link }} {{ creator.city | upcase }}"
    )
    with pytest.raises(MissingValue) as refused:
        render(text, FACTS)
    assert refused.value.missing == ("creator.city", "creator.last_post.caption", "offer")
    assert refused.value.code == "missing_value"


def test_a_template_may_say_what_to_write_instead() -> None:
    text = (
        "{% if creator.city %}in {{ creator.city }}{% else %}near you{% endif %}, {{ creator.city | default: 'there' }}"
    )
    assert render(text, FACTS) == "near you, there"


def test_a_loop_over_nothing_writes_nothing_but_a_join_of_nothing_is_noticed() -> None:
    assert render("{% for x in creator.friends %}{{ x }}{% else %}nobody{% endfor %}", FACTS) == "nobody"
    with pytest.raises(MissingValue):
        render("{{ creator.friends | join: ', ' }}", FACTS)


@pytest.mark.parametrize(
    "text",
    [
        "{% for i in (1..100000) %}x{% endfor %}",
        "{% for i in (1..100) %}{% for j in (1..100) %}x{% endfor %}{% endfor %}",
        "{% for i in (1..400) %}" + "y" * 100 + "{% endfor %}",
        "{{ 'x'" + " | replace: 'x', 'xxxxxxxxxxxxxxxxxxxx'" * 12 + " }}",
        "{% assign a = 'xxxxxxxxxx' %}{% for i in (1..90) %}{% assign a = a | append: a %}{% endfor %}",
        "{{ 'a b' | split: ' ' | join: '"
        + "z" * 15000
        + "' | join: '"
        + "z" * 15000
        + "' | append: '"
        + "y" * 4000
        + "' | append: '"
        + "y" * 4000
        + "'}}",
        "{{ creator.first_name",
        "{{ creator.first_name | shout }}",
        "{% include 'secrets' %}",
        "{% render 'secrets' %}",
        "{% if true %}" * 40 + "{% endif %}" * 40,
        "x" * 20_001,
    ],
)
def test_what_templates_may_not_do(text: str) -> None:
    with pytest.raises(BadTemplate):
        render(text, FACTS)


@pytest.mark.parametrize("name", ["__class__", "__init__.__globals__", "first_name.__class__", "items", "keys"])
def test_python_does_not_show_through(name: str) -> None:
    with pytest.raises(MissingValue):
        render("{{ creator." + name + " }}", FACTS)


def test_a_subject_is_one_line() -> None:
    with pytest.raises(BadInput) as refused:
        render_subject("Hi {{ creator.first_name }}", {"creator": {"first_name": "Maya\r\nBcc: all@example.org"}})
    assert refused.value.where == "subject"


def test_unknown_facts_are_found_before_anything_is_sent() -> None:
    text = "{{ creator.first_name }} {{ creator.nmae }} {% if offer.link %}{% endif %}{% assign x = 1 %}{{ x }}"
    assert unknown_names(text, ["creator.first_name", "creator.name", "offer.link"]) == ["creator.nmae"]


@settings(max_examples=200)
@given(st.text(max_size=60))
def test_any_text_renders_or_is_refused_kindly(text: str) -> None:
    with contextlib.suppress(BadInput):
        assert isinstance(render(text, FACTS), str)


no_carriage_return = st.text(st.characters(exclude_characters="\r", exclude_categories=["Cs"]), max_size=40)


@given(no_carriage_return, no_carriage_return)
def test_facts_are_never_read_as_templates(name: str, more: str) -> None:
    value = name + "{{ brand.name }}{% if %}" + more
    assert render("{{ creator.first_name }}", {"creator": {"first_name": value}}) == value
