"""Writing to people: seen before it goes, blocked while a value is missing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from groundswell.accounts.models import User, Workspace
from groundswell.campaigns.models import Campaign, Offer, Participant
from groundswell.creators.models import Account, Creator, Post
from groundswell.kit import clock
from groundswell.outreach import services
from groundswell.outreach.models import Mailbox, Message, Template

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
PREVIEW = "/w/acme/outreach/preview/"
COMPOSE = "/w/acme/outreach/compose/"


def form(mailbox: Mailbox, template: Template, *people: Creator, **more: Any) -> dict[str, Any]:
    return {
        "mailbox": mailbox.pk,
        "template": template.pk,
        "subject": template.subject,
        "body": template.body,
        "nonce": "n1",
        "creator": [person.pk for person in people],
        **more,
    }


def test_each_person_is_previewed_and_missing_values_are_named(
    member_client: SignIn, mailbox: Mailbox, template: Template, maya: Creator, leo: Creator
) -> None:
    page = member_client("manager").get(f"{COMPOSE}?template={template.pk}&creator={maya.pk}&creator={leo.pk}")
    text = page.content.decode()
    assert "Hi Maya" in text
    assert "You are in Leeds." in text
    assert "<code>creator.city</code>" in text
    assert "1 of 2 ready" in text
    assert not Message.objects.exists()


def test_a_missing_value_blocks_that_person_and_nobody_else(
    member_client: SignIn, mailbox: Mailbox, template: Template, maya: Creator, leo: Creator
) -> None:
    client = member_client("manager")
    answer = client.post(COMPOSE, form(mailbox, template, maya, leo))
    assert answer.status_code == 422
    assert "Not known: creator.city." in answer.content.decode()
    assert [message.creator for message in Message.objects.all()] == [maya]
    own = {f"own-{leo.pk}": "1", f"subject-{leo.pk}": "Hello Leo", f"body-{leo.pk}": "By hand"}
    assert client.post(COMPOSE, form(mailbox, template, maya, leo, **own)).status_code == 302
    assert sorted(Message.objects.values_list("subject", flat=True)) == ["Hello Leo", "Hi Maya"], "nobody twice"


def test_people_can_be_left_out(
    member_client: SignIn, mailbox: Mailbox, template: Template, maya: Creator, leo: Creator
) -> None:
    answer = member_client("manager").post(COMPOSE, form(mailbox, template, maya, leo, skip=[leo.pk]))
    assert answer.status_code == 302
    assert Message.objects.get().creator == maya


def test_who_must_not_or_cannot_be_written_to_is_shown_and_refused(
    member_client: SignIn, workspace: Workspace, mailbox: Mailbox, template: Template, maya: Creator
) -> None:
    silent = Creator.objects.create(workspace=workspace, name="Silent One", city="Lyon")
    services.suppress_address(workspace=workspace, email="MAYA@example.org ", reason="asked")
    client = member_client("manager")
    page = client.get(f"{COMPOSE}?template={template.pk}&creator={maya.pk}&creator={silent.pk}").content.decode()
    assert "Asked not to be written to." in page
    assert "No e-mail address is known." in page
    own = {f"own-{maya.pk}": "1", f"subject-{maya.pk}": "Hi", f"body-{maya.pk}": "x"}
    assert client.post(COMPOSE, form(mailbox, template, maya, silent, **own)).status_code == 422
    assert not Message.objects.exists()


def test_a_broken_shared_text_is_explained(
    member_client: SignIn, mailbox: Mailbox, template: Template, maya: Creator
) -> None:
    broken = form(mailbox, template, maya) | {"body": "{% for i in (1..99999) %}x{% endfor %}"}
    page = member_client("analyst").post(PREVIEW, broken)
    assert page.status_code == 200
    assert "loop iteration limit" in page.content.decode()


def test_analysts_preview_but_do_not_send(
    member_client: SignIn, mailbox: Mailbox, template: Template, maya: Creator
) -> None:
    client = member_client("analyst")
    assert client.post(PREVIEW, form(mailbox, template, maya)).status_code == 200
    assert client.post(COMPOSE, form(mailbox, template, maya)).status_code == 403
    assert not Message.objects.exists()


def test_nothing_of_another_workspace_can_be_named(
    client_of: Callable[[User], Client], outsider: User, mailbox: Mailbox, template: Template, maya: Creator
) -> None:
    client = client_of(outsider)
    assert client.get(f"/w/rival/outreach/compose/?template={template.pk}").status_code == 404
    assert client.get(f"/w/rival/outreach/compose/?mailbox={mailbox.pk}").status_code == 404
    page = client.get(f"/w/rival/outreach/compose/?creator={maya.pk}").content.decode()
    assert "Nobody is chosen" in page
    assert "Maya" not in page


def test_facts_come_from_the_largest_profile_and_the_newest_post(
    member_client: SignIn, workspace: Workspace, other_workspace: Workspace, mailbox: Mailbox, maya: Creator
) -> None:
    for platform, followers in (("instagram", 900), ("tiktok", 12_345)):
        account = Account.objects.create(workspace=workspace, platform=platform, handle="mayaruns", followers=followers)
        maya.accounts.add(account)
    for day, (owner, caption) in enumerate(
        [(workspace, "Old"), (workspace, "Rain again\nmore"), (other_workspace, "Secret")]
    ):
        Post.objects.create(
            workspace=owner, account=account, url=f"https://x.example/{day}", caption=caption, source="t",
            published_at=clock.now().replace(month=1, day=day + 1),
        )  # fmt: skip
    text = "{{ creator.handle }} {{ creator.platform }} {{ creator.followers }} “{{ creator.last_post.caption }}” {{ brand.name }}"
    sent = {"mailbox": mailbox.pk, "subject": "Hi", "body": text, "creator": [maya.pk]}
    page = member_client("manager").post(PREVIEW, sent).content.decode()
    assert "@mayaruns TikTok 12.3k “Rain again” Acme Shoes" in page


def test_a_hundred_people_cost_a_constant_number_of_queries(
    member_client: SignIn,
    workspace: Workspace,
    mailbox: Mailbox,
    template: Template,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    people = Creator.objects.bulk_create(
        [Creator(workspace=workspace, name=f"P{n} X", email=f"p{n}@example.org", city="Lyon") for n in range(100)]
    )
    query = "&".join(f"creator={person.pk}" for person in people)
    client = member_client("manager")
    with django_assert_max_num_queries(24):
        page = client.get(f"{COMPOSE}?template={template.pk}&{query}").content.decode()
    assert page.count("You are in Lyon.\n") >= 100


def test_an_open_offer_can_be_named_and_a_closed_one_is_missing(
    member_client: SignIn, workspace: Workspace, mailbox: Mailbox, maya: Creator
) -> None:
    campaign = Campaign.objects.create(workspace=workspace, name="Spring", slug="spring", currency="USD")
    participant = Participant.objects.create(workspace=workspace, campaign=campaign, creator=maya)
    offer = Offer.objects.create(
        workspace=workspace, participant=participant, currency="USD", state="sent", disclosure_clause="#ad",
        expires_at=clock.now(),
    )  # fmt: skip
    client = member_client("manager")
    sent = {
        "mailbox": mailbox.pk,
        "subject": "{{ campaign.name }}",
        "body": "See {{ offer.link }}",
        "creator": [maya.pk],
    }
    assert f"See {settings.PUBLIC_URL}/o/{offer.token}" in client.post(PREVIEW, sent).content.decode()
    Offer.objects.update(state="withdrawn")
    assert "<code>offer</code>" in client.post(PREVIEW, sent).content.decode()
