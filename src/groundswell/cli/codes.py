"""`groundswell codes`: one purchase code for each of many creators, made in a connected shop."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

import typer

from groundswell.cli.session import answer, workspace_of

NAME = "codes"
commands = typer.Typer(no_args_is_help=True, help="Purchase codes for many creators, made in a connected shop.")
JSON = typer.Option(False, "--json", help="One JSON document.")
DISCOUNT = typer.Argument(help="Id of the discount.")
DAY = ["%Y-%m-%d"]


@commands.command()
def create(  # one per option
    context: typer.Context,
    store: int = typer.Option(..., help="Id of the store; see `groundswell stores list`."),
    campaign: str = typer.Option("", help="Slug of the campaign: a code for each participant."),
    list_: str = typer.Option("", "--list", help="Slug of a list of creators."),
    creator: list[int] = typer.Option([], help="Id of a creator; may be repeated."),
    percent: str = typer.Option("", help="Per cent off the order, such as 10."),
    amount: str = typer.Option("", help="Amount off the order, with --currency."),
    currency: str = typer.Option("", help="Of --amount and --minimum, such as USD."),
    minimum: str = typer.Option("", help="What the goods must come to."),
    starts: datetime | None = typer.Option(None, formats=DAY, help="First day, UTC."),
    ends: datetime | None = typer.Option(None, formats=DAY, help="Last day, UTC."),
    uses: int | None = typer.Option(None, help="How often each code works in total."),
    once_per_customer: bool = typer.Option(False, "--once-per-customer"),
    pattern: str = typer.Option("{NAME}{NUMBER}", help="May hold {NAME}, {HANDLE}, {NUMBER} and {CAMPAIGN}."),
    dry_run: bool = typer.Option(False, "--dry-run", help="Show what would be made, and make nothing."),
    as_json: bool = JSON,
) -> None:
    """Make one code for each creator, here and in the shop. Doing it again makes nothing twice."""
    workspace = workspace_of(context)
    from groundswell.campaigns.queries import campaign_of, code_takers
    from groundswell.campaigns.services import give_codes
    from groundswell.links import queries, services
    from groundswell.links.rules.discounts import Terms
    from groundswell.links.shop_documents import plan_document

    found = campaign_of(workspace, campaign) if campaign else None
    terms = Terms(
        percent=_decimal(percent, "--percent"), amount=_decimal(amount, "--amount"), currency=currency,
        minimum=_decimal(minimum, "--minimum"), starts_at=starts.replace(tzinfo=UTC) if starts else None,
        ends_at=ends.replace(tzinfo=UTC) + timedelta(days=1, seconds=-1) if ends else None, uses=uses,
        once_per_customer=once_per_customer,
    )  # fmt: skip
    wanted: dict[str, Any] = {
        "store": queries.store_of(workspace, store), "campaign": found, "terms": terms, "pattern": pattern,
        "creators": code_takers(workspace, campaign=found, list_slug=list_, ids=creator),
    }  # fmt: skip
    discount = None
    plan = services.plan_codes(**wanted) if dry_run else None
    if plan is None:
        discount, plan = give_codes(**wanted)
    lines = [f"{one.code}  {one.creator.name}  {one.state}" for one in plan]
    if discount is None:
        return answer({"discount": None, "plan": plan_document(plan)}, as_json=as_json, text="\n".join(lines))
    return _send(context, discount.pk, plan_document(plan), as_json=as_json)


@commands.command()
def show(context: typer.Context, discount: int = DISCOUNT, as_json: bool = JSON) -> None:
    """What was made in one go, with each code's state at the shop."""
    workspace = workspace_of(context)
    from groundswell.links import queries
    from groundswell.links.shop_documents import discount_document

    document = discount_document(queries.discount_of(workspace, discount))
    answer(document, as_json=as_json, text=_lines(document))


@commands.command()
def retry(context: typer.Context, discount: int = DISCOUNT, as_json: bool = JSON) -> None:
    """Send once more what the shop refused."""
    workspace = workspace_of(context)
    from groundswell.links import queries, services

    services.retry_codes(discount=queries.discount_of(workspace, discount))
    _send(context, discount, None, as_json=as_json)


@commands.command()
def end(context: typer.Context, discount: int = DISCOUNT, as_json: bool = JSON) -> None:
    """End the codes in the shop: buyers can use them no more."""
    workspace = workspace_of(context)
    from groundswell.links import queries, services
    from groundswell.links.shop_documents import discount_document

    ended = services.end_codes(discount=queries.discount_of(workspace, discount))
    answer(discount_document(ended), as_json=as_json, text="The codes have ended in the shop.")


def _send(context: typer.Context, pk: int, plan: list[dict[str, Any]] | None, *, as_json: bool) -> None:
    """Makes the codes now. What stops all of them is an error; the worker goes on with it later."""
    workspace = workspace_of(context)
    from groundswell.kit.errors import GroundswellError
    from groundswell.links import queries, services
    from groundswell.links.shop_documents import discount_document

    done = services.make_codes(discount=queries.discount_of(workspace, pk))
    if done.error:
        raise GroundswellError(done.error, where=f"discount {pk}", code="shop_refuses")
    document = discount_document(done)
    answer(
        {"discount": document, "plan": plan} if plan is not None else document, as_json=as_json, text=_lines(document)
    )


def _lines(document: dict[str, Any]) -> str:
    return "\n".join(f"{row['code']}  {row['state']}  {row['error']}".rstrip() for row in document["codes"])


def _decimal(text: str, option: str) -> Decimal | None:
    from groundswell.kit.errors import BadInput

    try:
        value = Decimal(text) if text else None
    except InvalidOperation as error:
        raise BadInput(f"“{text}” is no number.", where=option) from error
    if value is not None and not value.is_finite():
        raise BadInput(f"“{text}” is no number.", where=option)
    return value
