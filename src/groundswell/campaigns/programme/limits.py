"""The limits of a plan, with those kept out who clash."""

from collections.abc import Mapping

from groundswell.campaigns.planner import Impossible, Limits
from groundswell.campaigns.programme.asked import Asked
from groundswell.campaigns.programme.gathering import Gathered, Known
from groundswell.kit.errors import BadInput


def limits_of(asked: Asked, gathered: Gathered) -> Limits:
    """Who clashes is kept out, except those required by name. Those banned who are no candidates do no harm; those required
    must be there, with a price: `BadInput` or `Impossible` names who is not."""
    names = {one.creator.pk: one for one in gathered.known}
    for pk in asked.must:
        if pk in asked.ban:
            who = names[pk].creator.name if pk in names else f"Creator {pk}"
            raise Impossible(f"{who} is required and excluded.", where="require", cure="Leave one of the two out.")
        if pk not in names:
            raise _missing(pk, gathered)
        if not names[pk].price:
            raise BadInput(
                f"{names[pk].creator.name} is required and has no price.", where="require",
                cure="Enter a quote, or do not require them.",
            )  # fmt: skip
    _check_apart(asked, names)
    out = {pk for pk in asked.ban if pk in names and names[pk].price}
    out |= {pk for pk, one in names.items() if one.clash and one.price and pk not in asked.must}
    return Limits(
        asked.budget, max_creators=asked.max_creators, min_per_niche=asked.min_per_niche,
        max_per_niche=asked.max_per_niche, max_per_platform=asked.max_per_platform,
        require=[str(pk) for pk in asked.must], exclude=[str(pk) for pk in sorted(out)],
        clashes=[[str(pk) for pk in some] for some in _apart(asked, names) if len(some) > 1],
    )  # fmt: skip


def _check_apart(asked: Asked, names: Mapping[int, Known]) -> None:
    for some in asked.apart:
        if len(set(some)) < 2:
            raise BadInput("Never together needs two different creators.", where="apart", cure="Choose another one.")
        if len(kept := [names[pk].creator.name for pk in dict.fromkeys(some) if pk in asked.must]) > 1:
            raise Impossible(
                f"{' and '.join(kept)} are required and must never be together.", where="apart",
                cure="Require one of them only, or let them be together.",
            )  # fmt: skip


def _apart(asked: Asked, names: Mapping[int, Known]) -> list[list[int]]:
    """Those among them who can be chosen at all."""
    return [[pk for pk in dict.fromkeys(some) if pk in names and names[pk].price] for some in asked.apart]


def unmatched(asked: Asked, gathered: Gathered) -> list[int]:
    """Ids that were banned, priced, kept apart or to be swapped and are no candidates."""
    there = {one.creator.pk for one in gathered.known} | {one.pk for one in gathered.unusable}
    named = {
        *asked.ban,
        *asked.prices,
        *(pk for some in asked.apart for pk in some),
        *([asked.swap] if asked.swap is not None else []),
    }
    return sorted(named - there)


def _missing(pk: int, gathered: Gathered) -> BadInput:
    unusable = next((one for one in gathered.unusable if one.pk == pk), None)
    if unusable:
        cure = "They need an account with followers and an engagement rate."
        return BadInput(f"{unusable.name} is required and cannot be planned.", where="require", cure=cure)
    return BadInput(f"Creator {pk} is not among the candidates.", where="require", cure="Use an id of the candidates.")
