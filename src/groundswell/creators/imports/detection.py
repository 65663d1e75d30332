"""What a file is and what its columns mean: by their names in any language, checked against their values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from groundswell.creators.imports import kinds, shapes
from groundswell.creators.imports.fields import Field
from groundswell.creators.imports.headers import fold_header
from groundswell.creators.imports.kinds import Kind
from groundswell.creators.imports.languages import language_of
from groundswell.creators.imports.tables import Broken, Table
from groundswell.creators.imports.vendors import Vendor, vendor_of
from groundswell.kit.errors import BadInput

SAMPLE_ROWS = 200
UNITS = frozenset({"%", "sec", "seconds", "s", "usd", "eur", "gbp", "inr", "formatted"})
UNMAPPED_COSTS = 0.05

Samples = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Detection:
    """`mapping` has every header; None: the column is kept in the raw record only. `rivals`: what the file could be as well."""

    kind: Kind
    mapping: dict[str, str | None]
    vendor: Vendor | None
    language: str
    rivals: tuple[Kind, ...] = ()

    @property
    def doubt(self) -> str:
        """In words; empty when there is none."""
        others = " or ".join(f"{kind.label.lower()} (--as {kind.name})" for kind in self.rivals)
        return others and f"Read as {self.kind.label.lower()}; the columns would fit {others} as well."


def detect(table: Table, kind: str | None = None, mapping: Mapping[str, str | None] | None = None) -> Detection:
    """The kind (or the one told) and the mapping (or the one told); `BadInput` says what is missing."""
    samples = sample(table)
    folded = {header: fold_header(header) for header in table.header}
    vendor = vendor_of(frozenset(folded.values()))
    language = language_of(folded.values())
    rivals: tuple[Kind, ...] = ()
    if kind:
        chosen = kinds.named(kind)
        found = dict(mapping) if mapping is not None else map_columns(chosen, folded, samples)
    else:
        chosen, found, rivals = _best(table, folded, samples, vendor)
        found = dict(mapping) if mapping is not None else found
    found = {header: found.get(header) for header in table.header}
    _check(table, chosen, found)
    return Detection(chosen, found, vendor if vendor and vendor.kind == chosen.name else None, language, rivals)


def sample(table: Table, count: int = SAMPLE_ROWS) -> dict[str, list[str]]:
    """Filled cells of the first rows, by header."""
    columns: dict[str, list[str]] = {header: [] for header in table.header}
    for _, cells in islice(table.rows(), count):
        if isinstance(cells, Broken):
            continue
        for header, cell in zip(table.header, cells, strict=True):
            if cell.strip():
                columns[header].append(cell.strip())
    return columns


def _best(
    table: Table, folded: Mapping[str, str], samples: Samples, vendor: Vendor | None
) -> tuple[Kind, dict[str, str | None], tuple[Kind, ...]]:
    if vendor:
        kind = kinds.named(vendor.kind)
        return kind, map_columns(kind, folded, samples), ()
    scored, doubtful = [], []
    for kind in kinds.known():
        mapping = map_columns(kind, folded, samples)
        if missing_groups(kind.required, mapping):
            continue
        if missing_groups(kind.recognised_by, mapping):
            doubtful.append((kind, mapping))
        else:
            scored.append((_score(kind, mapping), -kind.order, kind, mapping))
    if not scored:
        raise BadInput(
            f"{table.path.name} is no file Groundswell knows: its columns are {', '.join(table.header[:12])}.",
            where=table.path.name, code="kind_unknown",
            cure="Say what it is with --as KIND, or choose the kind and the columns in the preview.",
        )  # fmt: skip
    best, told = max(scored, key=lambda entry: entry[:2])[2:]
    # Kinds that take every one of its columns, and only lack what they are recognised by.
    rivals = [(kind, mapping) for kind, mapping in doubtful if all(mapping[at] for at, name in told.items() if name)]
    named = [one for one in ((best, told), *rivals) if one[0].name.removesuffix("s") in table.path.stem.lower()]
    if len(named) == 1:
        return *named[0], ()
    return best, told, tuple(kind for kind, _ in rivals)


def _score(kind: Kind, mapping: Mapping[str, str | None]) -> float:
    weights = {field.name: field.weight for field in kind.fields}
    mapped = [weights[name] for name in mapping.values() if name]
    return sum(mapped) - UNMAPPED_COSTS * (len(mapping) - len(mapped))


def map_columns(kind: Kind, folded: Mapping[str, str], samples: Samples) -> dict[str, str | None]:
    """Best pairs of header and field first; each field and each header once."""
    pairs = []
    for at, (header, name) in enumerate(folded.items()):
        for field in kind.fields:
            score = _match(field, name)
            if score and shapes.fits(field, samples[header], sure=score >= 0.9):
                pairs.append((-score, at, header, field.name))
    mapping: dict[str, str | None] = dict.fromkeys(folded)
    taken: set[str] = set()
    for _, _, header, field_name in sorted(pairs):
        if mapping[header] is None and field_name not in taken:
            mapping[header] = field_name
            taken.add(field_name)
    _map_by_shape(kind, mapping, taken, samples)
    return mapping


def _match(field: Field, header: str) -> float:
    """1 for a name the field is known by (units aside), less when the header ends with one, 0 otherwise."""
    bare = " ".join(word for word in header.split() if word not in UNITS)
    joined = {header.replace(" ", ""), bare.replace(" ", "")}
    best = 0.0
    for at, synonym in enumerate((field.name, *field.synonyms)):
        name = fold_header(synonym)
        if name.replace(" ", "") in joined:
            best = max(best, 1.0 - at / 1000)
        elif bare.endswith(f" {name}") and len(name) >= 4:
            best = max(best, 0.5 + min(len(name), 40) / 100)
    return best


def _map_by_shape(kind: Kind, mapping: dict[str, str | None], taken: set[str], samples: Samples) -> None:
    for field in kind.fields:
        if not field.by_shape or field.name in taken:
            continue
        for header, name in mapping.items():
            if name is None and shapes.is_clearly(field, samples[header]):
                mapping[header] = field.name
                taken.add(field.name)
                break


def missing_groups(groups: Sequence[tuple[str, ...]], mapping: Mapping[str, str | None]) -> list[tuple[str, ...]]:
    """The groups of fields of which the file has none."""
    there = set(mapping.values())
    return [group for group in groups if not there & set(group)]


def _check(table: Table, kind: Kind, mapping: Mapping[str, str | None]) -> None:
    known = {field.name: field.label for field in kind.fields}
    strangers = [name for name in mapping.values() if name and name not in known]
    if strangers:
        raise BadInput(f"{kind.label} have no field “{strangers[0]}”.", where=table.path.name, code="field_unknown")
    named = [name for name in mapping.values() if name]
    twice = next((name for name in named if named.count(name) > 1), None)
    if twice:
        raise BadInput(f"Two columns are mapped to “{known[twice]}”.", where=table.path.name, code="field_twice")
    missing = missing_groups(kind.required, mapping)
    if missing:
        wanted = "; ".join(" or ".join(known[name] for name in group) for group in missing)
        raise BadInput(
            f"{table.path.name} cannot be read as {kind.label.lower()}: no column for {wanted}.", where=table.path.name,
            code="columns_missing", cure=f"Its columns are {', '.join(table.header[:12])}.",
        )  # fmt: skip
