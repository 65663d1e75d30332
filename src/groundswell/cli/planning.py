"""`groundswell campaigns plan` of the workspace's own creators, and how a plan reads."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from groundswell.kit.errors import BadInput

if TYPE_CHECKING:
    from groundswell.accounts.models import Workspace
    from groundswell.campaigns.planner import Plan


def files_wanted(files: Sequence[str], own: Sequence[str], own_only: Sequence[object]) -> bool:
    """Whether the candidates come from files; `BadInput` where it is neither files nor the workspace's own, or both."""
    if any(own):
        if any(files):
            cure = "Give --candidates and --audience, or --list, or --search."
            raise BadInput(
                "Candidates come from files or from the workspace, not from both.", where="--list", cure=cure
            )
        return False
    if not all(files):
        raise BadInput(
            "Who are the candidates?",
            where="--candidates",
            cure="Give --candidates and --audience, or --list, or --search.",
        )
    if any(one not in ("", None, False, []) for one in own_only):
        cure = "Files hold no personas and agreements: use --list or --search."
        raise BadInput("This option needs the workspace's own creators.", where="--list", cure=cure)
    return True


def own_plan(
    workspace: "Workspace",
    *,
    make_creators: bool,
    quote: list[str],
    require: list[str],
    exclude: list[str],
    apart: list[str],
    **facts: Any,
) -> dict[str, Any]:
    """The plan's document."""
    from groundswell.campaigns.programme import Asked, plan_document, programme
    from groundswell.campaigns.services import adopt_found

    if make_creators:
        adopt_found(workspace=workspace, search=facts["search"])
    asked = Asked(
        must=tuple(_id(one, "--require") for one in require), ban=tuple(_id(one, "--exclude") for one in exclude),
        apart=tuple(tuple(_id(one, "--apart") for one in some) for some in pairs_of(apart)),
        prices=dict(_quote(one) for one in quote), **facts,
    )  # fmt: skip
    return plan_document(programme(workspace, asked))


def pairs_of(apart: Sequence[str]) -> list[list[str]]:
    """`A,B` → A and B; of such a set no more than one may be chosen."""
    return [[one.strip() for one in some.split(",") if one.strip()] for some in apart]


def own_text(plan: dict[str, Any]) -> str:
    """As people read it."""
    from groundswell.campaigns.planner.outcome import PROOFS

    lines = [
        f"{len(plan['chosen'])} creators for {plan['spend']:,.2f}: {plan['value']:,.1f} people engaged",
        f"Proven {PROOFS[plan['proved_by']]}: no set within the limits engages more than {plan['upper_bound']:,.1f} ({1 - plan['gap']:.1%} reached).",
        f"Overlap is known by {plan['overlap']}.",
    ]
    if set(plan["target"]) > set(plan["target_unknown"]):
        lines.append(
            f"Between {plan['value_low']:,.1f} and {plan['value_high']:,.1f} at the ends of the audiences' intervals."
        )
    if plan["target_unknown"]:
        lines.append(f"Not counted, as no audience tells it: {', '.join(plan['target_unknown'])}.")
    lines += [f"Kept out by exclusivity: {one['creator_id']}. {one['reason']}" for one in plan["clashes"]]
    if plan["not_creators"]:
        lines.append(f"{len(plan['not_creators']):,} found are no creators yet: --make-creators takes them.")
    if plan["unmatched"]:
        lines.append(f"No candidate has the id {', '.join(map(str, plan['unmatched']))}.")
    lines += [
        "",
        *(
            f"{one['creator_id']:>6}  {one['price']:>10}  {one['marginal']:>10,.1f}  {one['name']}"
            for one in plan["chosen"]
        ),
    ]
    if swaps := plan["swaps"]:
        lines += ["", f"Instead of {swaps['creator_id']}:"]
        lines += [f"{one['creator_id']:>6}  {one['change']:>+10,.1f}  {one['name']}" for one in swaps["best"]]
    return "\n".join(lines)


def plan_text(plan: "Plan") -> str:
    lines = [
        f"{len(plan.best.chosen)} creators for {plan.best.spend:,.2f}: {plan.best.value:,.1f} people engaged",
        f"Proven {plan.proof}: no set within the limits engages more than {plan.upper_bound:,.1f} ({1 - plan.gap:.1%} reached).",
        *(f"{name.replace('_', ' ')}: {other.value:,.1f}" for name, other in plan.alternatives.items()),
    ]
    return "\n".join([*lines, "", *plan.best.chosen])


def _id(text: str, where: str) -> int:
    if not (text.isascii() and text.isdecimal()) or len(text) > 18:
        raise BadInput(
            f"“{text}” is no creator's id.", where=where, cure="Ids are numbers: groundswell export creators."
        )
    return int(text)


def _quote(text: str) -> tuple[int, Decimal]:
    creator, _, price = text.partition("=")
    try:
        amount = Decimal(price)
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or amount < 0:
        raise BadInput(f"“{text}” is no quote.", where="--quote", cure="Write it like 12=250.")
    return _id(creator, "--quote"), amount
