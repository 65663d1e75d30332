"""Who is who: certain keys merge, unsure matches become suggestions, nothing merges silently."""

import pytest

from groundswell.accounts.models import Workspace
from groundswell.creators.models import Account, Creator, CreatorKey, MergeSuggestion
from groundswell.creators.rules import fold_name, names_alike, names_differ_wholly
from groundswell.creators.services import create_creator, suggest_merges
from groundswell.creators.tests.conftest import ImportFile, counts

HEADER = "Name,Email,Platform,Handle,Country,City,Category\n"


def reasons() -> list[str]:
    return [reason for suggestion in MergeSuggestion.objects.order_by("pk") for reason in suggestion.reasons]


def test_the_same_address_in_any_case_is_the_same_person(bring: ImportFile) -> None:
    bring("a.csv", HEADER + "Maya Lind,Maya@Example.com,instagram,maya,DE,,\n")
    run = bring("b.csv", HEADER + "Maya L.,  MAYA@example.COM ,tiktok,maya.tt,DE,,\n")
    assert counts(run) == (0, 1, 0, 0)
    assert set(Creator.objects.get().accounts.values_list("platform", "handle")) == {
        ("instagram", "maya"),
        ("tiktok", "maya.tt"),
    }


@pytest.mark.parametrize("spelling", ["@Maya.Lind", "https://instagram.com/maya.lind?igsh=1", "MAYA.LIND"])
def test_the_same_profile_in_any_spelling_is_the_same_person(bring: ImportFile, spelling: str) -> None:
    bring("a.csv", HEADER + "Maya Lind,,instagram,maya.lind,,,\n")
    run = bring("b.csv", HEADER + f"Maya Lind,maya@example.com,Instagram,{spelling},,,\n")
    assert counts(run) == (0, 1, 0, 0)
    assert CreatorKey.objects.get(kind="email").creator == Creator.objects.get()


def test_a_row_that_names_two_known_creators_merges_nobody(bring: ImportFile) -> None:
    bring("a.csv", HEADER + "Maya Lind,maya@example.com,,,,,\nM. L.,,instagram,maya,,,\n")
    run = bring("b.csv", HEADER + "Maya Lind,maya@example.com,instagram,maya,,,\n")
    assert (Creator.objects.count(), run.created) == (2, 0)
    assert reasons() == ["Row 1 of b.csv names both"]
    assert Creator.objects.get(name="M. L.").accounts.get().handle == "maya", "the profile stays where it was"
    assert not Creator.objects.get(name="Maya Lind").accounts.exists()


def test_the_same_name_in_one_place_is_suggested(bring: ImportFile) -> None:
    bring("a.csv", HEADER + "Maya Lind,a@example.com,instagram,maya1,DE,Berlin,\n")
    bring(
        "b.csv",
        HEADER
        + "maya  LIND,b@example.com,instagram,maya2,DE,Berlin,\nMaya Lind,c@example.com,instagram,maya3,FR,Lyon,\n",
    )
    assert Creator.objects.count() == 3
    assert reasons() == ["The same name in the same city (Berlin)"]


def test_the_same_handle_on_another_network_is_suggested(bring: ImportFile) -> None:
    bring(
        "a.csv",
        HEADER
        + "Maya,a@example.com,instagram,mayalind,,,\nTom,t@example.com,tiktok,mayalind,,,\nX,x@example.com,instagram,abc,,,\nY,y@example.com,tiktok,abc,,,\n",
    )
    assert reasons() == ["The same handle (@mayalind) on Instagram and TikTok"]


def test_a_similar_name_in_one_niche_is_suggested(bring: ImportFile) -> None:
    bring(
        "a.csv",
        HEADER
        + "Jessica Miller,a@example.com,,,,,Running\nJess Miller,b@example.com,,,,,running\nJess Miller,c@example.com,,,,,Cooking\n",
    )
    assert reasons() == ["A similar name in the same niche (Running)"]


def test_a_name_that_many_share_is_no_reason(bring: ImportFile) -> None:
    bring("a.csv", HEADER + "".join(f"John Smith,j{n}@example.com,,,US,,Running\n" for n in range(6)))
    assert not MergeSuggestion.objects.exists()


def test_a_decided_pair_is_not_suggested_again(workspace: Workspace, bring: ImportFile) -> None:
    text = HEADER + "Maya Lind,a@example.com,,,DE,Berlin,\nMaya Lind,b@example.com,,,DE,Berlin,\n"
    bring("a.csv", text)
    MergeSuggestion.objects.update(dismissed_at="2026-01-01T00:00Z")
    assert suggest_merges(workspace=workspace, creators=Creator.objects.values_list("pk", flat=True)) == 0
    assert MergeSuggestion.objects.count() == 1


def test_an_id_out_of_another_list_does_not_overwrite_somebody_else(bring: ImportFile) -> None:
    bring("a.csv", "influencer_id,name,platform\n7,Ana Ruiz,youtube\n")
    run = bring("b.csv", "influencer_id,name,platform\n7,Zoe Quinn,youtube\n7,Ana María Ruiz,youtube\n")
    assert (run.created, run.updated, len(run.rejected)) == (0, 1, 1)
    assert "belongs to Ana Ruiz already, but the row says Zoe Quinn" in run.rejected[0]["reason"]
    assert Creator.objects.get().name == "Ana María Ruiz"


def test_a_file_without_handles_makes_one_account_that_gets_its_handle_later(bring: ImportFile) -> None:
    bring("a.csv", "influencer_id,name,platform,follower_count\n7,Ana Ruiz,youtube,10\n")
    bring("b.csv", "influencer_id,name,platform,follower_count,handle\n7,Ana Ruiz,youtube,20,@anaruiz\n")
    account = Account.objects.get()
    assert (account.handle, account.url, account.followers) == ("anaruiz", "https://www.youtube.com/@anaruiz", 20)


def test_a_creator_by_hand_is_compared_too(workspace: Workspace) -> None:
    create_creator(workspace=workspace, name="Maya Lind", country="DE", handle="https://www.instagram.com/maya.lind")
    create_creator(workspace=workspace, name="Maya Lind", country="DE")
    assert reasons() == ["The same name in the same country (DE)"]


@pytest.mark.parametrize(
    ("left", "right", "alike"),
    [
        ("jess miller", "jessica miller", True),
        ("jonh miller", "john miller", False),
        ("marie dubois", "maria dubois", True),
        ("ana ruiz", "eva ruiz", False),
        ("lind maya", "maya lind", True),
    ],
)
def test_likeness_of_names(left: str, right: str, alike: bool) -> None:
    assert names_alike(left, right) is alike


def test_folding_names() -> None:
    assert fold_name("  José  O'Neil-Smith ") == fold_name("JOSE ONEIL SMITH") == "jose oneil smith"
    assert names_differ_wholly("Ana Ruiz", "Zoe Quinn")
    assert not names_differ_wholly("Ana Ruiz", "ruiz, ana")
