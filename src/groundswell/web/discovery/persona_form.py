"""A persona on one form."""

from collections.abc import Callable
from typing import Any

from django import forms

from groundswell.creators.imports.places import country_code, language_code
from groundswell.discovery.errors import BadPersona
from groundswell.discovery.personas.definition import AGE_BANDS, GENDERS, Definition
from groundswell.discovery.personas.writing import read_shares, write_shares
from groundswell.web.discovery.labels import name_of

READERS: dict[str, Callable[[str], str]] = {"countries": country_code, "cities": str.strip, "languages": language_code}
WRITERS: dict[str, Callable[[str], str]] = {
    "countries": lambda code: name_of("country", code),
    "cities": str,
    "languages": lambda code: name_of("language", code),
}
TERMS = ("interests", "brands", "words")
SHARES = "Percentages if you know them: “United States 60, Canada 40”. Without any, each counts the same."


def _percent(label: str) -> forms.DecimalField:
    return forms.DecimalField(label=label, min_value=0, max_value=100, max_digits=5, decimal_places=2, required=False)


def _terms(help_text: str) -> forms.CharField:
    return forms.CharField(required=False, max_length=2000, help_text=help_text)


class PersonaForm(forms.Form):
    """`definition()` of a valid form is what the service takes."""

    name = forms.CharField(max_length=120)
    countries = forms.CharField(required=False, max_length=2000, help_text=SHARES)
    cities = forms.CharField(required=False, max_length=2000)
    languages = forms.CharField(required=False, max_length=500)
    interests = _terms("Apart by commas: trail running, vegan food.")
    brands = _terms("Brands they use, yours and others.")
    words = _terms("Words they use themselves: plogging, zero waste.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for band in AGE_BANDS:
            self.fields[f"age_{band}"] = _percent(band)
        for gender in GENDERS:
            self.fields[f"gender_{gender}"] = _percent(gender.capitalize())

    def ages(self) -> list[forms.BoundField]:
        return [self[f"age_{band}"] for band in AGE_BANDS]

    def genders(self) -> list[forms.BoundField]:
        return [self[f"gender_{gender}"] for gender in GENDERS]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for name, read in READERS.items():
            try:
                data[f"{name}_read"] = read_shares(data.get(name, ""), name, read)
            except BadPersona as error:
                self.add_error(name, f"{error.message} {error.cure}".strip())
        return data

    def definition(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            **{name: data[f"{name}_read"] for name in READERS},
            **{name: [term.strip() for term in data[name].split(",") if term.strip()] for name in TERMS},
            "ages": self._percents("age", AGE_BANDS),
            "genders": self._percents("gender", GENDERS),
        }

    def _percents(self, prefix: str, values: tuple[str, ...]) -> dict[str, float]:
        given = {value: self.cleaned_data.get(f"{prefix}_{value}") for value in values}
        return {value: float(percent) / 100 for value, percent in given.items() if percent}


def initial_of(name: str, persona: Definition) -> dict[str, Any]:
    """What the form shows for a persona that exists."""
    shown: dict[str, Any] = {"name": name}
    shown |= {part: write_shares(persona.shares(part), write) for part, write in WRITERS.items()}
    shown |= {part: ", ".join(getattr(persona, part)) for part in TERMS}
    shown |= {f"age_{band}": round(share * 100, 2) for band, share in persona.ages.items()}
    return shown | {f"gender_{gender}": round(share * 100, 2) for gender, share in persona.genders.items()}
