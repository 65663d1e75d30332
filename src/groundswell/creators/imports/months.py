"""Names of months in the languages of the exports people bring."""

_NAMES = {
    "en": "january february march april may june july august september october november december",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
}
_SHORT = {
    "sept": 9, "janv": 1, "févr": 2, "avr": 4, "juil": 7, "mrt": 3, "mär": 3, "ene": 1, "abr": 4, "ago": 8, "dic": 12,
    "gen": 1, "mag": 5, "giu": 6, "lug": 7, "set": 9, "ott": 10, "fev": 2, "out": 10, "dez": 12, "okt": 10, "mei": 5,
    "maio": 5, "mai": 5,
}  # fmt: skip


def _table() -> dict[str, int]:
    table: dict[str, int] = {}
    for names in _NAMES.values():
        for number, name in enumerate(names.split(), 1):
            table[name] = number
    # Three letters are a month where no other month of any language begins with them.
    for length in (3, 4):
        starts: dict[str, set[int]] = {}
        for name, number in list(table.items()):
            starts.setdefault(name[:length], set()).add(number)
        table.update(
            {start: min(numbers) for start, numbers in starts.items() if len(numbers) == 1 and start not in table}
        )
    return {**table, **_SHORT}


MONTHS = _table()
"""Casefolded name or abbreviation, without a dot → 1 to 12."""
