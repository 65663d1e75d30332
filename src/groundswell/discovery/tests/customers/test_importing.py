"""Customers and follows by file: what is kept, what is not, who is matched, and forgetting."""

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.accounts.models import AuditEntry, Workspace
from groundswell.creators.models import Account, Creator, ImportRun, SourceRecord
from groundswell.creators.services import create_creator
from groundswell.discovery.customers.download import handle_of_entry, read_following
from groundswell.discovery.customers.facts import fold_follower, followed_of
from groundswell.discovery.customers.matching import decide_match, match_customers
from groundswell.discovery.errors import BadDownload
from groundswell.discovery.models import Customer, CustomerFollow, CustomerProfile
from groundswell.kit.errors import BadInput, Conflict
from groundswell.kit.tests.fixtures import Result

Cli = Callable[..., Result]
SHOPIFY = (
    "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Address1,Default Address City,"
    "Default Address Country Code,Default Address Zip,Phone,Total Spent,Total Orders,Tags\n"
    "'501,Maya,Brook,Maya@Example.com,yes,12 Hill Road,Denver,US,'80201,'+13035550100,120.50,3,vip\n"
    "'502,Tom,Reed,tom@example.com,no,,Utrecht,NL,'1234AB,,0.00,0,\n"
    ",No,Mail,,no,,,,,,,,\n"
)  # fmt: skip
WOO = (
    "Name,Username,Last Active,Date Registered,Email,Orders,Total Spend,AOV,Country / Region,City,Region,Postal Code\n"
    "Maya Brook,maya,2026-10-01,2025-01-01,maya@example.com,4,160.00,40.00,US,Denver,CO,80201\n"
)
FOLLOWS = (
    "follower,followed\nmaya@example.com,https://www.instagram.com/nova_labs/\nMAYA@example.com,nova_labs\ntom,@other\n"
)
DOWNLOAD = {
    "relationships_following": [
        {"title": "", "string_list_data": [{"href": "https://www.instagram.com/Nova_Labs", "value": "Nova_Labs"}]},
        {"title": "pixel_forge", "string_list_data": [{"href": "https://www.instagram.com/pixel_forge"}]},
        {"title": "", "string_list_data": [{"href": "https://www.instagram.com/_u/third.one/"}]},
        {"title": "", "string_list_data": []},
    ]
}


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path / "home"


@pytest.fixture
def bring(cli: Cli, workspace: Workspace, tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """`bring("name.csv", text, "--as", "customers")`: the document that the import prints."""

    def call(name: str, content: str, *options: str) -> dict[str, Any]:
        path = tmp_path / name
        path.write_text(content)
        done = cli("--workspace", "acme", "import", path, "--json", *options)
        document: dict[str, Any] = json.loads(done.stdout if done.exit_code == 0 else done.stderr.splitlines()[-1])
        return document

    return call


Bring = Callable[..., dict[str, Any]]


def test_a_shopify_export_is_read_without_addresses_and_telephones(bring: Bring, workspace: Workspace) -> None:
    done = bring("customers_export.csv", SHOPIFY)
    assert (done["kind"], done["created"], done["updated"]) == ("customers", 2, 0)
    assert done["rejected"] == [{"row": 3, "reason": "The row names no customer: neither an e-mail address nor an id."}]
    assert {done["columns"][name] for name in ("Default Address Address1", "Default Address Zip", "Phone")} == {None}
    maya = Customer.objects.of(workspace).get(email="maya@example.com")
    assert (maya.external_id, maya.name, maya.city, maya.country, maya.orders, str(maya.spent)) == (
        "501", "Maya Brook", "Denver", "US", 3, "120.50",
    )  # fmt: skip
    assert not Creator.objects.exists()


def test_nothing_of_the_rows_is_kept_beside(bring: Bring, workspace: Workspace) -> None:
    bring("customers_export.csv", SHOPIFY)
    records = SourceRecord.objects.of(workspace).filter(kind="customers")
    assert [record.raw for record in records] == [{}, {}]
    kept = " ".join(f"{record.key} {record.raw}" for record in records) + str(list(ImportRun.objects.values()))
    assert not [word for word in ("maya@", "Hill Road", "80201", "+1303", "501") if word in kept]


def test_the_same_file_again_changes_nothing_and_another_shop_adds(bring: Bring, workspace: Workspace) -> None:
    bring("customers_export.csv", SHOPIFY)
    again = bring("customers_export.csv", SHOPIFY)
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 2)
    woo = bring("woo.csv", WOO)
    assert (woo["kind"], woo["created"], woo["updated"]) == ("customers", 0, 1)
    maya = Customer.objects.of(workspace).get(email="maya@example.com")
    assert (maya.external_id, maya.orders, str(maya.spent)) == ("501", 4, "160.00")


def test_any_list_is_taken_for_customers_when_one_says_so(bring: Bring, workspace: Workspace) -> None:
    text = "Email,Name,Gender,Birthday,Instagram\na@x.example,Ann,F,1990-04-01,@ann.runs\nb@x.example,Bo,,,\n"
    assert bring("list.csv", text)["kind"] == "creators"
    done = bring("list.csv", text, "--as", "customers")
    assert (done["kind"], done["created"]) == ("customers", 2)
    ann = Customer.objects.of(workspace).get(email="a@x.example")
    assert (ann.gender, ann.born, ann.profiles.get().handle) == ("f", 1990, "ann.runs")


def test_an_address_of_somebody_else_is_refused(bring: Bring, workspace: Workspace) -> None:
    bring("a.csv", "Customer ID,Email,Total Spent\n1,a@x.example,5\n2,b@x.example,5\n")
    done = bring("b.csv", "Customer ID,Email,Total Spent\n1,b@x.example,5\n3,a@x.example,6\n")
    reason = "The e-mail address belongs to a customer with another id."
    assert [refused["reason"] for refused in done["rejected"]] == [reason, reason]
    assert Customer.objects.of(workspace).count() == 2


def test_the_last_of_two_rows_about_one_customer_counts(bring: Bring, workspace: Workspace) -> None:
    done = bring("a.csv", "Customer ID,Email,Total Orders\n1,a@x.example,5\n1,a@x.example,6\n")
    assert (done["created"], done["updated"]) == (1, 1)
    assert Customer.objects.of(workspace).get().orders == 6


def test_customers_who_are_creators_are_matched(bring: Bring, workspace: Workspace, other_workspace: Workspace) -> None:
    create_creator(workspace=other_workspace, name="Rival Maya", email="maya@example.com")
    maya = create_creator(workspace=workspace, name="Maya B.", email="maya@example.com")
    ann = create_creator(workspace=workspace, name="Ann Other")
    ann.accounts.add(Account.objects.create(workspace=workspace, platform="instagram", handle="ann.runs"))
    tom = Creator.objects.create(workspace=workspace, name="Tom Réed", country="NL")
    for n in (1, 2):
        Creator.objects.create(workspace=workspace, name="Sam Twin", country="GB", phone=str(n))
    bring("customers_export.csv", SHOPIFY)
    text = "Customer ID,Name,Email,Country,Instagram,Total Orders\n7,A,a@x.example,DE,ann.runs,1\n8,Sam Twin,s@x.example,GB,,1\n"
    bring("more.csv", text)
    rows = Customer.objects.of(workspace).values_list("email", "match", "creator")
    assert {email: (match, creator) for email, match, creator in rows} == {
        "maya@example.com": ("email", maya.pk), "tom@example.com": ("suggested", tom.pk),
        "a@x.example": ("account", ann.pk), "s@x.example": ("", None),
    }  # fmt: skip


def test_a_suggestion_is_decided_once(workspace: Workspace) -> None:
    tom = Creator.objects.create(workspace=workspace, name="Tom Reed", country="NL")
    customer = Customer.objects.create(
        workspace=workspace, name="Tom Reed", country="NL", email="t@x.example", source="f"
    )
    assert match_customers(workspace=workspace) == 1
    customer.refresh_from_db()
    decide_match(workspace=workspace, customer=customer, same=False)
    assert (customer.match, customer.creator_id) == ("dismissed", None)
    assert match_customers(workspace=workspace) == 0
    with pytest.raises(Conflict):
        decide_match(workspace=workspace, customer=customer, same=True)
    customer.match, customer.creator = "suggested", tom
    customer.save()
    decide_match(workspace=workspace, customer=customer, same=True)
    assert (customer.match, customer.creator_id) == ("confirmed", tom.pk)


def test_follows_are_pairs_of_somebody_and_an_account(bring: Bring, workspace: Workspace) -> None:
    bring("customers_export.csv", SHOPIFY)
    done = bring("follows.csv", FOLLOWS)
    assert (done["kind"], done["created"], done["unchanged"]) == ("follows", 3, 0)
    rows = CustomerFollow.objects.of(workspace).values_list("follower", "platform", "followed", "customer__name")
    assert sorted(rows, key=str) == [
        ("maya@example.com", "", "nova_labs", "Maya Brook"),
        ("maya@example.com", "instagram", "nova_labs", "Maya Brook"),
        ("tom", "", "other", None),
    ]
    again = bring("follows.csv", FOLLOWS)
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 3)


def test_a_follower_who_is_no_customer_by_id_or_account(bring: Bring, workspace: Workspace) -> None:
    bring("c.csv", "Customer ID,Email,Instagram,Total Orders\n77,a@x.example,ann.runs,1\n")
    bring("f.csv", "follower,followed,platform\n77,nova,instagram\n@Ann.Runs,nova2,instagram\n,x,instagram\n")
    assert set(CustomerFollow.objects.of(workspace).values_list("customer__email", flat=True)) == {"a@x.example"}


def test_a_data_download_needs_to_say_whose_it_is(bring: Bring, workspace: Workspace) -> None:
    refused = bring("following.json", json.dumps(DOWNLOAD))
    assert (refused["error"], refused["where"]) == ("follower_missing", "follower")
    assert "--follower" in refused["message"]
    assert not CustomerFollow.objects.exists()
    done = bring("following.json", json.dumps(DOWNLOAD), "--follower", "maya@example.com")
    assert (done["kind"], done["created"], len(done["rejected"])) == ("follows", 3, 0)
    other = bring("following.json", json.dumps(DOWNLOAD), "--follower", "tom@example.com")
    assert other["created"] == 3
    again = bring("following.json", json.dumps(DOWNLOAD), "--follower", "tom@example.com")
    assert (again["created"], again["unchanged"]) == (0, 3)
    rows = CustomerFollow.objects.of(workspace).filter(follower="tom@example.com")
    assert sorted(rows.values_list("platform", "followed")) == [
        ("instagram", "nova_labs"), ("instagram", "pixel_forge"), ("instagram", "third.one"),
    ]  # fmt: skip


def test_forgetting_leaves_nothing(bring: Bring, cli: Cli, workspace: Workspace, other_workspace: Workspace) -> None:
    bring("customers_export.csv", SHOPIFY)
    bring("follows.csv", FOLLOWS)
    Customer.objects.create(workspace=other_workspace, email="maya@example.com", source="f")
    gone = cli("--workspace", "acme", "customers", "forget", "Maya@example.com", "--json")
    assert json.loads(gone.stdout) == {"customers": 1, "profiles": 0, "consents": 0, "follows": 2}
    assert list(Customer.objects.of(workspace).values_list("email", flat=True)) == ["tom@example.com"]
    assert list(CustomerFollow.objects.of(workspace).values_list("follower", flat=True)) == ["tom"]
    assert SourceRecord.objects.of(workspace).filter(kind="customers").count() == 1
    assert Customer.objects.of(other_workspace).count() == 1
    told = AuditEntry.objects.of(workspace).get(action="customer.forgotten")
    assert "maya" not in f"{told.subject}{told.detail}".lower()
    missing = cli("--workspace", "acme", "customers", "forget", "nobody@x.example")
    assert (missing.exit_code, json.loads(missing.stderr)["where"]) == (2, "email")


def test_forgetting_all(bring: Bring, cli: Cli, workspace: Workspace) -> None:
    bring("customers_export.csv", SHOPIFY)
    bring("follows.csv", FOLLOWS)
    refused = cli("customers", "forget")
    assert (refused.exit_code, json.loads(refused.stderr)["where"]) == (2, "EMAIL")
    assert json.loads(cli("customers", "forget", "--all", "--json").stdout)["customers"] == 2
    left = (Customer, CustomerProfile, CustomerFollow)
    assert [model.objects.count() for model in left] == [0, 0, 0]
    assert not SourceRecord.objects.of(workspace).filter(kind__in=("customers", "follows")).exists()


def test_customers_by_command(bring: Bring, cli: Cli, workspace: Workspace) -> None:
    bring("customers_export.csv", SHOPIFY)
    bring("follows.csv", FOLLOWS)
    status = json.loads(cli("customers", "status", "--json").stdout)
    assert status == {
        "customers": 2, "known": {"country": 2, "city": 2, "language": 0, "gender": 0, "age": 0}, "creators": 0,
        "suggested": 0, "followers": 2, "follows": 3,
    }  # fmt: skip
    assert "2 customers; known: country 2" in cli("customers", "status").stdout
    assert [row["email"] for row in json.loads(cli("customers", "list", "--text", "utrecht", "--json").stdout)] == [
        "tom@example.com"
    ]
    first = json.loads(cli("customers", "follows", "--json").stdout)[0]
    assert first == {"platform": "", "handle": "nova_labs", "customers": 1, "of": 2}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "no JSON"), (b"\xff\xfe", "no JSON"), (b"[" * 100_000, "no JSON"), (b'{"followers": []}', "not the list"),
        (b"{}", "not the list"), (b"[]", "names nobody"), (b'[{"title": ""}, 7]', "names nobody"),
    ],
)  # fmt: skip
def test_what_is_no_download_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(BadDownload, match=message):
        read_following(content)


def test_a_download_is_read_in_both_layouts() -> None:
    assert read_following(json.dumps(DOWNLOAD).encode()) == ["nova_labs", "pixel_forge", "third.one"]


@given(st.recursive(st.none() | st.integers() | st.text(max_size=9), lambda s: st.lists(s) | st.dictionaries(st.sampled_from(
    ["relationships_following", "title", "string_list_data", "href", "value"]), s), max_leaves=12))  # fmt: skip
def test_whatever_a_file_holds_it_is_read_or_refused(value: Any) -> None:
    with suppress(BadDownload):
        assert all(read_following(json.dumps(value).encode()))


@given(st.text(max_size=40), st.text(max_size=60))
def test_whatever_an_entry_holds_gives_a_text(title: str, data: str) -> None:
    assert len(handle_of_entry(title, data)) <= 255


@given(st.text(max_size=300))
def test_whoever_is_followed_has_a_name_or_is_refused(text: str) -> None:
    try:
        platform, handle = followed_of(text)
    except BadInput:
        return
    assert handle
    assert len(handle) <= 255
    assert followed_of(handle, platform) == (platform, handle) or not platform


def test_followers_are_told_apart_without_case() -> None:
    assert fold_follower(" @Maya.Runs ") == "maya.runs"
