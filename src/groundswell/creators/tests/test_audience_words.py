"""What profiles say of themselves: first names, ages, languages, interests; and what they do not say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.creators.audience.ages import band_of, stated_age
from groundswell.creators.audience.interests import interests_of
from groundswell.creators.audience.languages import language_of
from groundswell.creators.audience.names import first_name, name_bin

THIS_YEAR = 2026


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Maya Lin", "maya"),
        ("🌸 Dr. María-José Pérez | PhD", "maria-jose"),
        ("Мария Иванова", "mariia"),
        ("𝓜𝓪𝔂𝓪 𝓛𝓲𝓷", "maya"),
        ("MayaRuns", "maya"),
        ("JOHN", "john"),
        ("it's maya", "maya"),
        ("(she/her) ", "she"),
        ("Ødegaard", "odegaard"),
        ("", None),
        ("   ", None),
        ("🦄🦄", None),
        ("12345", None),
        ("Dr.", None),
        ("The Daily News", None),
        ("A", None),
        ("one two three four five six seven", None),
    ],
)
def test_first_names(name: str, first: str | None) -> None:
    if first == "she":  # a pronoun is no name
        assert name_bin(name) is None
    else:
        assert first_name(name) == first


@pytest.mark.parametrize(("name", "bin"), [("Mary", 7), ("John", 0), ("Maria-Anna Muster", 7), ("Xqzptlk", None)])
def test_what_a_name_tells(name: str, bin: int | None) -> None:
    assert name_bin(name) == bin


@given(st.text(max_size=200))
def test_any_name_has_an_answer(name: str) -> None:
    assert name_bin(name) in {None, *range(8)}


@pytest.mark.parametrize(
    ("bio", "age"),
    [
        ("25 y/o runner", 25),
        ("Runner, 31yo, Berlin", 31),
        ("I'm 19 years old", 19),
        ("27 Jahre alt, Läuferin", 27),
        ("Corredora | 34 años | Madrid", 34),
        ("I am 22.", 22),
        ("born in 1990. Dad.", 36),
        ("née en 1985", 41),
        ("21 | she/her | kpop", 21),
        ("they/them, 17, artist", 17),
        ("", None),
        ("Mum of a 12 year old", None),
        ("25 years of experience in sales", None),
        ("40 ans d'expérience", None),
        ("10 years running", None),
        ("class of 1998", None),
        ("24/7 hustle", None),
        ("5'11 | 180 lbs", None),
        ("99 problems", None),
        ("born in 2020", None),
        ("12 yo", None),
        ("made in 1984", None),
    ],
)
def test_stated_ages(bio: str, age: int | None) -> None:
    assert stated_age(bio, THIS_YEAR) == age


def test_age_bands_are_the_platforms() -> None:
    assert [band_of(age) for age in (13, 17, 18, 24, 25, 64, 65, 99)] == [
        "13-17", "13-17", "18-24", "18-24", "25-34", "55-64", "65+", "65+",
    ]  # fmt: skip


SENTENCES = {
    "en": "The weather was so nice today that we walked along the river all afternoon.",
    "de": "Heute war das Wetter so schön, dass wir den ganzen Nachmittag am Fluss spazieren gingen.",
    "fr": "Il faisait si beau aujourd'hui que nous avons marché le long de la rivière.",
    "es": "Hoy hizo tan buen tiempo que paseamos por el río toda la tarde.",
    "it": "Oggi il tempo era così bello che abbiamo camminato lungo il fiume tutto il pomeriggio.",
    "pt": "Hoje o tempo estava tão bom que caminhámos junto ao rio durante toda a tarde.",
    "nl": "Het weer was vandaag zo mooi dat we de hele middag langs de rivier hebben gelopen.",
    "pl": "Pogoda była dziś tak piękna, że spacerowaliśmy nad rzeką przez całe popołudnie.",
    "ru": "Сегодня была такая хорошая погода, что мы весь день гуляли вдоль реки.",
    "ja": "今日はとても天気が良かったので、午後はずっと川沿いを歩いていました。楽しかったです。",
    "ko": "오늘은 날씨가 너무 좋아서 오후 내내 강을 따라 걸었습니다. 정말 즐거웠어요.",
    "tr": "Bugün hava o kadar güzeldi ki bütün öğleden sonra nehir boyunca yürüdük.",
    "id": "Cuaca hari ini sangat bagus sehingga kami berjalan di sepanjang sungai sepanjang sore.",
    "hr": "Danas je vrijeme bilo tako lijepo da smo cijelo poslijepodne šetali uz rijeku.",
}


@pytest.mark.parametrize(("code", "text"), SENTENCES.items())
def test_sentences_have_their_language(code: str, text: str) -> None:
    assert language_of("", text) == code


@pytest.mark.parametrize(
    ("declared", "text", "code"),
    [
        ("en-US", SENTENCES["de"], "en"),
        ("PT_br", "", "pt"),
        ("ms", "", "id"),
        ("sr", "", "hr"),
        ("nb", "", "no"),
        ("und", "", None),
        ("Klingon", "", None),
        ("", "ok lol", None),
        ("", "https://example.com/a/very/long/address @somebody #hashtag 123", None),
        ("", "", None),
    ],
)
def test_declared_languages_and_too_little_text(declared: str, text: str, code: str | None) -> None:
    assert language_of(declared, text) == code


def test_texts_are_taken_together() -> None:
    assert language_of("", "Ich laufe gern", "durch den Wald und am Fluss") == "de"


@pytest.mark.parametrize(
    ("text", "interests"),
    [
        ("Trail running, vegan food and my two dogs", {"Running", "Food", "Animals"}),
        ("Fotógrafa y viajera. Maratón", {"Photography", "Travel", "Running"}),
        ("Software engineer, mom of 2", {"Technology", "Family"}),
        ("I scar easily and carpet floors", set()),  # parts of words are none
        ("", set()),
    ],
)
def test_interests(text: str, interests: set[str]) -> None:
    assert interests_of(text) == interests
