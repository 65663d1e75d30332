"""`groundswell orders`: orders, those held apart, and what is held."""

from datetime import UTC, datetime
from typing import Any

import typer

from groundswell.cli.session import answer, workspace_of

NAME = "orders"
commands = typer.Typer(no_args_is_help=True, help="Orders, whom they are owed to, and those held apart.")
JSON = typer.Option(False, "--json", help="One JSON document.")


@commands.command("list")
def list_(
    context: typer.Context,
    owed: str = typer.Option("", help="yes, no, held or never (cancelled and tests)."),
    campaign: str = typer.Option("", help="Slug of the campaign."),
    text: str = typer.Option("", help="A number, or part of the creator's name."),
    limit: int = typer.Option(100, min=1, max=10_000),
    as_json: bool = JSON,
) -> None:
    """Orders, newest first."""
    workspace = workspace_of(context)
    from groundswell.kit.errors import BadInput
    from groundswell.links import queries

    if owed not in ("", "yes", "no", "held", "never"):
        raise BadInput(f"“{owed}” is no choice.", where="owed", cure="Use yes, no, held or never.")
    found = queries.orders(workspace, queries.OrderFilter(owed=owed, campaign=campaign, text=text))
    _show(found.count(), found[:limit], as_json=as_json)


@commands.command()
def held(context: typer.Context, limit: int = typer.Option(100, min=1, max=10_000), as_json: bool = JSON) -> None:
    """Orders that do not look like the creators' work: in no figure until somebody has looked."""
    workspace = workspace_of(context)
    from groundswell.links import queries

    found = queries.held_orders(workspace)
    _show(found.count(), found[:limit], as_json=as_json)


@commands.command()
def decide(
    context: typer.Context,
    orders: list[int] = typer.Argument(help="Numbers of held orders."),
    count: bool = typer.Option(..., "--count/--nobody", help="They count, or nobody is owed."),
    reason: str = typer.Option(..., help="How you know."),
    as_json: bool = JSON,
) -> None:
    """Say what becomes of held orders: all of them, or none when one is not held."""
    workspace = workspace_of(context)
    from groundswell.links import services

    done = services.decide_held(workspace=workspace, order_ids=orders, count=count, reason=reason)
    answer({"decided": done}, as_json=as_json, text=f"{done} orders decided.")


@commands.command()
def guard(
    context: typer.Context,
    without_click: str = typer.Option("", help="never, nobody or buyer."),
    before_post: bool | None = typer.Option(None, "--before-post/--no-before-post"),
    own_order: bool | None = typer.Option(None, "--own-order/--no-own-order"),
    burst_orders: int = typer.Option(-1, help="Orders of one code in an hour; 0 never.", max=10_000),
    coupon_site: list[str] = typer.Option([], help="Repeatable; replaces the list."),
    as_json: bool = JSON,
) -> None:
    """Show what is held apart; with options, change it and look at every order again."""
    workspace = workspace_of(context)
    from dataclasses import replace

    from groundswell.kit.errors import BadInput
    from groundswell.links import documents, queries, services
    from groundswell.links.rules.guard import WithoutClick

    if without_click and without_click not in list(WithoutClick):
        raise BadInput(f"“{without_click}” is no choice.", where="without_click", cure="Use never, nobody or buyer.")
    asked: dict[str, Any] = {
        "without_click": WithoutClick(without_click) if without_click else None, "before_post": before_post,
        "own_order": own_order, "burst_orders": burst_orders if burst_orders >= 0 else None,
        "coupon_sites": tuple(coupon_site) or None,
    }  # fmt: skip
    changes = {name: value for name, value in asked.items() if value is not None}
    changed = 0
    if changes:
        services.set_guard(workspace=workspace, guard=replace(queries.guard_of(workspace), **changes))
        changed = services.review_recent(workspace=workspace, everything=True)
    document = documents.guard_document(queries.guard_of(workspace)) | {"orders_changed": changed}
    lines = [f"{name.replace('_', ' ')}: {value}" for name, value in document.items()]
    answer(document, as_json=as_json, text="\n".join(lines))


@commands.command()
def rules(
    context: typer.Context,
    order: list[str] = typer.Argument(None, help="Of code, link, survey, report and claim, the strongest first."),
    as_json: bool = JSON,
) -> None:
    """Show by which signs orders are attributed; with names, change it and look at every order again."""
    workspace = workspace_of(context)
    from groundswell.links import queries, services

    changed = 0
    if order:
        services.set_precedence(workspace=workspace, order=order)
        changed = services.attribute_anew(workspace=workspace)
    now = list(queries.precedence_of(workspace))
    answer({"order": now, "orders_changed": changed}, as_json=as_json, text=", then ".join(now))


@commands.command()
def leaked(
    context: typer.Context,
    code: str = typer.Argument(help="The purchase code."),
    where: str = typer.Option(..., help="Where it stands; empty takes it back."),
    since: datetime | None = typer.Option(None, formats=["%Y-%m-%d"], help="UTC; now when left out."),
    as_json: bool = JSON,
) -> None:
    """A code stands in public: its orders without a click are held from then on."""
    workspace = workspace_of(context)
    from groundswell.links import documents, queries, services

    row = services.mark_leaked(
        code=queries.code_named(workspace, code), where=where, since=since.replace(tzinfo=UTC) if since else None
    )
    text = f"{row}: public since {row.leaked_at:%Y-%m-%d}" if row.leaked_at else f"{row}: not public"
    answer(documents.code_document(row), as_json=as_json, text=text)


def _show(total: int, orders: Any, *, as_json: bool) -> None:
    from groundswell.links.documents import order_document

    rows = [order_document(order) for order in orders]
    lines = []
    for row in rows:
        owed = row["attribution"]
        lines.append(
            f"{row['id']:>7}  {row['placed_at'][:16]}  {row['net']:>10} {row['currency']}  {row['number'] or row['external_id']}"
        )
        lines += [f"         held: {one['why']}" for one in owed["held"]] if owed else []
    answer({"total": total, "orders": rows}, as_json=as_json, text="\n".join(lines) or "No orders.")
