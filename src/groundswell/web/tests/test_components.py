"""The filters, icons, badges and component tags, as a template uses them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import path

from groundswell.creators.models import Account
from groundswell.web.components import badges, formats, icons
from groundswell.web.components.tags.small import profiles

HOSTILE = '"><script>alert(1)</script>'
NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)


def render(template: str, **context: Any) -> str:
    return Template("{% load ui %}" + template).render(Context(context))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "—"),
        ("", "—"),
        ("many", "—"),
        (float("nan"), "—"),
        (float("inf"), "—"),
        (0, "0"),
        (7, "7"),
        (7.25, "7.3"),
        (99.95, "100"),
        (999, "999"),
        (999.6, "1k"),
        (1000, "1k"),
        (12345, "12.3k"),
        (123_456, "123k"),
        (999_950, "1M"),
        (1_250_000, "1.3M"),
        (2_000_000_000, "2B"),
        (4_500_000_000_000, "4500B"),
        (-12345, "-12.3k"),
        (-0.01, "0"),
        (Decimal("18240"), "18.2k"),
    ],
)
def test_compact(value: Any, text: str) -> None:
    assert formats.compact(value) == text


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (None, 1, "—"),
        (0, 1, "0.0%"),
        (0.0234, 1, "2.3%"),
        (0.0235, 2, "2.35%"),
        (12.5, 0, "1,250%"),
        (-0.1, 1, "-10.0%"),
    ],
)
def test_percent(value: Any, digits: int, text: str) -> None:
    assert formats.percent(value, digits) == text


@pytest.mark.parametrize(
    ("value", "currency", "digits", "text"),
    [
        (None, "USD", None, "—"),
        (Decimal("1234.5"), "USD", None, "$1,234.50"),
        (Decimal("-3"), "EUR", None, "-€3.00"),
        (Decimal("1234.5"), "JPY", None, "¥1,234"),
        (Decimal(600), "USD", 0, "$600"),
    ],
)
def test_money(value: Any, currency: str, digits: int | None, text: str) -> None:
    assert formats.money(value, currency, digits) == text


def test_interval_needs_both_ends() -> None:
    assert formats.interval(0.036, 0.047, "percent") == "3.6%–4.7%"
    assert formats.interval(Decimal(1), Decimal(2), "money", "EUR") == "€1.00–€2.00"
    assert formats.interval(None, 5) == formats.interval(5, None) == ""


def test_times_are_utc_whatever_zone_they_come_in() -> None:
    tokyo = datetime(2026, 11, 3, 1, 30, tzinfo=timezone(timedelta(hours=9)))
    assert formats.utc_time(tokyo) == "2 Nov 2026, 16:30 UTC"
    assert formats.utc_date(tokyo) == "2 Nov 2026"
    assert formats.utc_date(date(2026, 1, 9)) == "9 Jan 2026"
    assert formats.utc_date(None) == formats.utc_time(None) == "—"


@pytest.mark.parametrize(
    ("earlier", "text"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(hours=3, minutes=50), "3 hours ago"),
        (timedelta(days=400), "1 year ago"),
        (timedelta(days=-2), "in 2 days"),
    ],
)
def test_ago(earlier: timedelta, text: str) -> None:
    shown = formats.ago(NOON - earlier, now=NOON)
    assert shown.endswith(f">{text}</time>")
    assert f'datetime="{(NOON - earlier).isoformat()}"' in shown


def test_as_json_survives_an_attribute() -> None:
    html = render('<td data-options="{{ options|as_json }}"></td>', options=[["a", HOSTILE], ["b", Decimal("1.5")]])
    assert "<script>" not in html
    assert html.count('"') == 2


def test_icon() -> None:
    assert icons.icon("users") == (
        '<svg class="icon" aria-hidden="true"><use href="/static/vendor/icons.svg#users"/></svg>'
    )
    assert 'role="img" aria-label="&quot;&gt;&lt;script&gt;' in icons.icon("users", label=HOSTILE)
    with pytest.raises(LookupError, match=r"add its Tabler name to web/icons\.txt"):
        icons.icon("no-such-icon")


def test_every_look_has_a_known_icon() -> None:
    used = {look.icon for looks in badges.KINDS.values() for look in looks.values() if look.icon}
    assert used <= icons.known_icons()


@pytest.mark.parametrize("value", ["in_conversation", "In conversation", "in-conversation"])
def test_a_stage_is_known_however_it_is_written(value: str) -> None:
    assert badges.look("stage", value).label == "In conversation"


def test_an_unknown_value_is_shown_as_itself() -> None:
    assert badges.look("platform", "my_net") == badges.Look("My net")
    assert "&lt;script&gt;" in render("{% stage s %}", s=HOSTILE)


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Maya Brook", "MB"), ("@trail.mum", "T"), ("jonas_ek", "JE"), ("", "?"), ("— ’", "?"), ("Ana María Ruiz", "AR")],
)
def test_initials(name: str, letters: str) -> None:
    assert badges.initials(name) == letters
    assert 1 <= badges.avatar_tone(name) <= badges.AVATAR_TONES


def test_reading_shows_interval_and_evidence() -> None:
    html = render("{% reading 18240 low=17900 high=18600 n=400 source=origin date=date %}", origin=HOSTILE, date=NOON)
    assert '<span class="reading-value">18.2k</span>' in html
    assert '<span class="reading-interval">17.9k–18.6k</span>' in html
    assert "sample of 400 · &quot;&gt;&lt;script&gt;" in html
    assert "2 Nov 2026" in html


def test_unknown_reading_is_a_dash_with_its_reason_and_never_zero() -> None:
    for html in (
        render('{% reading None why="likes are hidden" %}'),
        render('{% reading_of item why="likes are hidden" %}', item=None),
    ):
        assert 'data-tip="Unknown: likes are hidden"' in html
        assert "—" in html
        assert "0" not in html.replace('tabindex="0"', "")


def test_reading_of_an_object() -> None:
    item = SimpleNamespace(value=0.04, low=0.03, high=0.05, n=30, source="Last 30 posts", observed_at=NOON)
    html = render('{% reading_of item fmt="percent" %}', item=item)
    assert "4.0%" in html
    assert "between 3.0% and 5.0% · sample of 30 · Last 30 posts · 2 Nov 2026" in html


def test_stat_of_an_unknown_says_why() -> None:
    html = render('{% stat "Reach" None why="No sample yet" %}')
    assert "No sample yet" in html
    assert "evidence" not in html


def test_blocks_keep_their_content_and_escape_their_arguments() -> None:
    html = render(
        '{% page_header title parent=title parent_url="/b" %}<a href="/x">Go</a>{% endpage_header %}'
        "{% card title=title %}<b>in</b>{% endcard %}"
        "{% empty 'inbox' title text=title %}{{ title }}{% endempty %}"
        "{% chips clear_url='/c' %}{% chip title '/r' value=title %}{% endchips %}"
        "{% notice title=title %}{{ title }}{% endnotice %}",
        title=HOSTILE,
    )
    assert "<script>" not in html
    assert '<a href="/x">Go</a>' in html
    assert "<b>in</b>" in html
    assert html.count("<h1>") == 1


def test_pager_keeps_the_query_string() -> None:
    request = RequestFactory().get("/find", {"q": "trail", "page": "2"})
    html = render('{% pager page noun="creators" %}', page=Paginator(range(612), 50).page(2), request=request)
    assert "51–100 of 612 creators" in html
    assert 'href="?q=trail&amp;page=3"' in html
    assert render("{% pager page %}", page=Paginator([], 50).page(1), request=request).strip() == ""


@pytest.mark.parametrize(
    ("sort", "order", "following"),
    [("", "none", "-rate"), ("-rate", "descending", "rate"), ("rate", "ascending", "-rate"), ("name", "none", "-rate")],
)
def test_sort_header(sort: str, order: str, following: str) -> None:
    request = RequestFactory().get("/find", {"sort": sort, "page": "4"})
    html = render('{% sort_header "Engagement" "rate" %}', request=request)
    assert f'aria-sort="{order}"' in html
    assert f'href="?sort={following}"' in html


class OneField(forms.Form):
    email = forms.EmailField(label="Contact", help_text="Where offers go.")
    agreed = forms.BooleanField(required=False)


def test_field_ties_label_help_and_error_together() -> None:
    form = OneField({"email": HOSTILE})
    form.is_valid()
    html = render('{% field form.email placeholder="a@b.example" %}{% field form.agreed %}', form=form)
    assert 'aria-describedby="id_email_helptext id_email_error"' in html
    assert 'id="id_email_helptext"' in html
    assert 'id="id_email_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'class="form-control is-invalid"' in html
    assert 'class="form-check-input"' in html
    assert "<script>" not in html


def test_progress_asks_again_only_while_it_has_an_address() -> None:
    running = render('{% progress "Reading" value=1 total=3 url="/jobs/1" %}')
    assert 'hx-get="/jobs/1"' in running
    assert 'value="33"' in running
    done = render('{% progress "Reading" value=5 total=3 %}')
    assert "hx-get" not in done
    assert 'value="100"' in done
    assert "value=" not in render('{% progress "Reading" value=0 total=0 %}')


def test_confirm_button_posts_with_the_token() -> None:
    html = render('{% confirm_button "Delete" "/d" question=q name="id" value=3 %}', q=HOSTILE, csrf_token="tok")
    assert 'name="csrfmiddlewaretoken" value="tok"' in html
    assert 'method="post" action="/d"' in html
    assert "<script>" not in html


def test_chart_data_cannot_end_its_script() -> None:
    html = render('{% chart data id="c" title=t %}', data={"x": [1], "series": [{"label": HOSTILE}]}, t=HOSTILE)
    assert html.count("</script>") == 1
    assert 'id="c-data" type="application/json"' in html


def test_no_component_needs_inline_style_or_script() -> None:
    folder = icons.LIST.parent / "templates"
    for file in folder.rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        for forbidden in (" style=", "<style", "onclick=", "onsubmit=", "onchange=", "hx-on"):
            assert forbidden not in text, f"{file.relative_to(folder)} holds {forbidden}"


def test_the_sprite_holds_every_listed_icon() -> None:
    sprite = (icons.LIST.parent / "static/vendor/icons.svg").read_text(encoding="utf-8")
    missing = [name for name in icons.known_icons() if f'id="{name}"' not in sprite]
    assert missing == [], "install again: the build hook remakes the sprite"


urlpatterns = [
    path("", lambda _: HttpResponse(), name="front"),
    path("w/<slug:slug>/find/", lambda _, slug: HttpResponse(slug), name="find"),
    path("w/<slug:slug>/c/<int:pk>/", lambda _, slug, pk: HttpResponse(f"{slug}{pk}"), name="campaign"),
]


@pytest.mark.urls(__name__)
def test_nav_url_adds_the_workspace_and_survives_a_page_that_no_room_has() -> None:
    request = SimpleNamespace(workspace=SimpleNamespace(slug="acme"), resolver_match=None)
    assert render('{% nav_url "find" %}', request=request) == "/w/acme/find/"
    assert render('{% nav_url "find" slug="other" %}', request=request) == "/w/other/find/"
    assert render('{% nav_url "campaign" pk=3 %}', request=request) == "/w/acme/c/3/"
    assert render('{% nav_url "front" %}', request=request) == "/"
    assert render('{% nav_url "no-such-page" %}', request=request) == "#"
    assert render('{% nav_url "find" %}') == "#"


@pytest.mark.urls(__name__)
def test_nav_item_is_current_on_its_own_page_and_on_those_below_it() -> None:
    here = SimpleNamespace(url_name="campaign")
    request = SimpleNamespace(workspace=SimpleNamespace(slug="acme"), resolver_match=here)
    item = render('{% nav_item "find" "search" "Find" key="f" also="creator campaign" %}', request=request)
    assert 'aria-current="page"' in item
    assert 'data-go="f"' in item
    assert "aria-current" not in render('{% nav_item "find" "search" "Find" %}', request=request)


def test_a_profile_known_twice_is_shown_once() -> None:
    """By a file and publicly; profiles without a handle are told apart."""
    own = Account(pk=1, platform="bluesky", handle="Maya.example")
    public = Account(pk=2, platform="bluesky", handle="maya.example", url="https://bsky.app/profile/maya.example")
    other = Account(pk=3, platform="instagram", handle="maya.example")
    feeds = [Account(pk=pk, platform="blog", handle="") for pk in (4, 5)]
    assert [one.pk for one in profiles([own, public, other, *feeds])] == [2, 3, 4, 5]
