"""Audience shares as creators type or upload them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.creators.audience.facts import AudienceFacts
from groundswell.creators.consent.evidence import kind_of, screenshot_of
from groundswell.creators.consent.insights import facts_of, read_csv
from groundswell.kit.errors import BadInput

HEAD = "dimension,value,share\n"


def shares(data: str | bytes) -> dict[str, float]:
    facts = read_csv(data if isinstance(data, bytes) else data.encode())
    return {f"{fact.dimension} {fact.value}": round(fact.share, 6) for fact in facts}


def test_one_file_with_every_dimension() -> None:
    told = shares(
        HEAD + "Countries,United States,41.5%\ncountry,gb,8\nCity,Portland,12\nGender,Women,70\nsex,male,30\n"
        "Age group,18-24,25\nage,25–34,75\nGender × age,female.25-34,50\nage/gender,18-24 m,10\n"
    )
    assert told == {
        "country US": 0.415, "country GB": 0.08, "city Portland": 0.12, "gender female": 0.7, "gender male": 0.3,
        "age 18-24": 0.25, "age 25-34": 0.75, "gender_age female.25-34": 0.5, "gender_age male.18-24": 0.1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "share"),
    [("age,18-24,25%", 0.25), ("age,18-24,25 %", 0.25), ("age,18-24,25", 0.25), ("age,18-24,0.25", 0.25), ("age,18-24,1", 1.0),
     ("age,18-24,1%", 0.01), ("age,65+,0", 0.0)],
)  # fmt: skip
def test_shares_are_per_cent_or_fractions_one_way_in_a_file(rows: str, share: float) -> None:
    assert list(shares(HEAD + rows).values()) == [share]


def test_one_number_above_one_makes_all_of_them_per_cent() -> None:
    assert shares(HEAD + "age,18-24,0.5\nage,25-34,99") == {"age 18-24": 0.005, "age 25-34": 0.99}


@pytest.mark.parametrize(
    "data",
    [
        "share;value;dimension;note\n25,5;US;country;x\n",
        "\ufeffDimension\tValue\tShare\ncountry\tUS\t25.5\n",
        HEAD + '"country","US","25.5"\n\n,,\n',
        (HEAD + "country,US,25.5\n").encode("utf-16"),
    ],
)
def test_delimiters_encodings_column_order_and_empty_rows(data: str | bytes) -> None:
    assert shares(data) == {"country US": 0.255}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("", "no column dimension, value, share"),
        ("value,share\nUS,1", "no column dimension"),
        (HEAD, "no shares in it"),
        (HEAD + "country,Atlantis,10", "“Atlantis” is no country"),
        (HEAD + "colour,red,10", "has no “colour red”"),
        (HEAD + "age,young,10", "“young” is not understood"),
        (HEAD + "gender_age,female,10", "is not understood"),
        (HEAD + "age,18-24,minus", "“minus” is no share"),
        (HEAD + "age,18-24,-3", "is no share"),
        (HEAD + "age,18-24,1e3", "is no share"),
        (HEAD + "age,18-24,nan", "is no share"),
        (HEAD + "age,18-24,101%", "between 0 and 1"),
        (HEAD + "age,18-24,60\nage,25-34,60", "make 120%"),
        (HEAD + "age,18-24,30\nage,18-24,30", "given twice"),
        (HEAD + "city,,30", "value is missing"),
        (HEAD + "city,a\x07b,30", "control characters"),
        (HEAD + f"city,{'x' * 121},30", "too long"),
        (HEAD + "city,x,1\n" * 501, "more than 500 rows"),
        (HEAD + 'city,"x,1\n', "is no CSV"),
    ],
)
def test_what_cannot_be_read_is_named(data: str, words: str) -> None:
    with pytest.raises(BadInput, match=words.replace("(", r"\(")):
        read_csv(data.encode())


def test_the_row_is_named() -> None:
    with pytest.raises(BadInput) as told:
        read_csv((HEAD + "age,18-24,10\nage,old,10").encode())
    assert told.value.where == "row 2"


def test_a_file_that_is_too_large_or_binary_is_refused() -> None:
    with pytest.raises(BadInput, match="256 KB"):
        read_csv(b"x" * (256 * 1024 + 1))
    with pytest.raises(BadInput):
        read_csv(bytes(range(256)) * 10)


def test_formulas_stay_text() -> None:
    assert shares(HEAD + "city,=1+1,10") == {"city =1+1": 0.1}


@given(st.binary(max_size=400) | st.text(max_size=300).map(lambda text: (HEAD + text).encode("utf-8", "replace")))
def test_any_file_is_shares_or_refused(data: bytes) -> None:
    try:
        facts = read_csv(data)
    except BadInput:
        return
    assert all(0 <= fact.share <= 1 for fact in facts)


@given(st.lists(st.integers(0, 100), min_size=1, max_size=6))
def test_ages_are_kept_unless_they_pass_the_whole(parts: list[int]) -> None:
    rows = [("x", "age", f"{10 + at}-{11 + at}", f"{part} %") for at, part in enumerate(parts)]
    if sum(parts) > 102:
        with pytest.raises(BadInput):
            facts_of(rows)
    else:
        assert facts_of(rows) == [AudienceFacts("age", value, int(share[:-2]) / 100) for _, _, value, share in rows]


@pytest.mark.parametrize(
    ("data", "kind"),
    [(b"\x89PNG\r\n\x1a\nrest", "png"), (b"\xff\xd8\xff\xe0", "jpg"), (b"RIFF\x01\x02\x03\x04WEBPVP8 ", "webp")],
)
def test_a_picture_is_known_by_its_first_bytes_and_named_by_chance(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind
    names = {screenshot_of(data).name for _ in range(2)}
    assert len(names) == 2
    assert all(name and name.endswith(f".{kind}") and len(name) > 40 for name in names)


@pytest.mark.parametrize("data", [b"", b"<svg onload=alert(1)>", b"GIF89a", b"%PDF-1.7", b"<html>", b"RIFF1234WAVE"])
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput, match="no PNG, JPEG or WebP"):
        screenshot_of(data)


def test_a_picture_that_is_too_large_is_refused() -> None:
    with pytest.raises(BadInput, match="8 MB"):
        screenshot_of(b"\x89PNG\r\n\x1a\n" + b"x" * 8 * 1024 * 1024)
