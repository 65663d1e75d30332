"""The places whose rules can be asked for: their names, and the opening that is clear to people there."""

from typing import NamedTuple


class Place(NamedTuple):
    """`opening` starts a post in English or in the place's own language."""

    name: str
    opening: str


PLACES = {
    "US": Place("United States", "“Ad:” or #ad"),
    "CA": Place("Canada", "#ad (in a French post #pub)"),
    "CA-QC": Place("Québec", "#pub in a French post, #ad in an English one"),
    "GB": Place("United Kingdom", "“Ad” or #ad"),
    "IE": Place("Ireland", "#Ad"),
    "AU": Place("Australia", "#ad"),
    "DE": Place("Germany", "“Werbung” or “Anzeige”"),
    "AT": Place("Austria", "“Werbung” or “Anzeige”"),
    "FR": Place("France", "“Publicité” or “Collaboration commerciale”"),
    "NL": Place("Netherlands", "#ad or #reclame"),
    "BE": Place("Belgium", "“Reclame” in a Dutch post, “Publicité” in a French one"),
    "IT": Place("Italy", "#pubblicità or #adv with the brand’s name"),
    "ES": Place("Spain", "“Publicidad” or #publi"),
    "IN": Place("India", "#ad"),
    "KR": Place("South Korea", "“광고” in the title or at the very beginning"),
    "JP": Place("Japan", "“広告” or #PR"),
    "BR": Place("Brazil", "“Publicidade” or #publi"),
}
