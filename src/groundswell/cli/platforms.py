"""`groundswell platforms`: what each network can tell, its keys and limits, and people read from it."""

import sys
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

import typer

from groundswell.cli.session import answer, start, workspace_of, workspace_or_first
from groundswell.kit.errors import BadInput

if TYPE_CHECKING:
    from groundswell.tracking.refresh import Run

NAME = "platforms"
commands = typer.Typer(no_args_is_help=True, help="Networks: what they tell, keys, limits, and people read from them.")
JSON = typer.Option(False, "--json", help="One JSON document.")
CONNECTOR = typer.Argument(help="As platforms status names it.")
SLICE = 3600.0


@commands.command()
def status(as_json: bool = JSON) -> None:
    """What each connector can and cannot tell, its keys, what was spent of its limits, the last error."""
    start()
    from groundswell.platforms.documents import standing_document
    from groundswell.platforms.queries import standings

    documents = [standing_document(one, for_operator=True) for one in standings()]
    answer({"connectors": documents}, as_json=as_json, text="\n\n".join(map(_text, documents)))


@commands.command()
def keys(
    connector: str = CONNECTOR,
    pairs: list[str] = typer.Argument(
        None, metavar="[NAME=VALUE…]", help="Left out: lines of standard input, which keeps them out of the history."
    ),
    as_json: bool = JSON,
) -> None:
    """Keep keys of a connector, encrypted; NAME= removes one. What is secret is never shown again."""
    start()
    from groundswell.platforms.queries import standing
    from groundswell.platforms.services import save_keys

    lines = pairs or ([] if sys.stdin.isatty() else sys.stdin.read().splitlines())
    given = _given([line for line in lines if line.strip()])
    if given:
        save_keys(connector=connector, given=given)
    one = standing(connector)
    names = {need.name: need.name in one.given for need in one.plugin.needs}
    text = "\n".join(f"{name}: {'set' if is_set else 'not set'}" for name, is_set in names.items())
    document = {"connector": connector, "keys": names, "missing": one.missing, "ready": one.ready}
    answer(document, as_json=as_json, text=text or f"{one.plugin.label} needs no keys.")


@commands.command()
def limits(
    connector: str = CONNECTOR,
    units: int | None = typer.Option(None, min=0, help="Units a day; the connector's own limit when left out."),
    money: str = typer.Option("", help="USD a month; the connector's own limit when left out."),
    as_json: bool = JSON,
) -> None:
    """Set both limits of a connector. No call is made that would cross one."""
    start()
    from groundswell.platforms.queries import standing
    from groundswell.platforms.services import set_limits

    set_limits(connector=connector, daily_units=units, monthly_money=_usd(money))
    one = standing(connector)
    document = {"connector": connector, "daily_units": one.daily_units, "monthly_money": one.monthly_money}
    text = f"Units a day: {_or_none(one.daily_units)}. USD a month: {_or_none(one.monthly_money)}."
    answer(document, as_json=as_json, text=text)


@commands.command()
def pause(connector: str = CONNECTOR, as_json: bool = JSON) -> None:
    """Ask this network nothing until it is resumed."""
    _pause(connector, paused=True, as_json=as_json)


@commands.command()
def resume(connector: str = CONNECTOR, as_json: bool = JSON) -> None:
    """Ask this network again."""
    _pause(connector, paused=False, as_json=as_json)


@commands.command()
def add(
    context: typer.Context,
    profile: str = typer.Argument(metavar="HANDLE", help="An address, network:@handle, or a handle with --platform."),
    platform: str = typer.Option("", help="The network of a handle."),
    name: str = typer.Option("", help="The person's name; what the profile says when left out."),
    workspace: str = typer.Option("", help="Slug of the workspace; may be left out where there is only one."),
    as_json: bool = JSON,
) -> None:
    """Add a creator by handle or address: profile, posts and follow lists are read from the network at once."""
    if workspace:
        context.find_root().obj = workspace
    place = workspace_or_first(context)
    from groundswell.creators.network import add_account
    from groundswell.discovery import index
    from groundswell.tracking.refresh import refresh_creator

    creator, account = add_account(workspace=place, profile=profile, platform=platform, name=name)
    run = refresh_creator(creator)
    index.sync()
    document = {
        "creator": {"id": creator.pk, "name": creator.name},
        "account": {"id": account.pk, "platform": account.platform, "handle": account.handle, "followers": account.followers},
        "refresh": run.as_dict(),
    }  # fmt: skip
    answer(document, as_json=as_json, text=f"Creator {creator.pk}: {creator.name}, {account.url}\n{_told(run)}")


@commands.command()
def refresh(
    context: typer.Context,
    creator: int = typer.Option(0, metavar="ID", help="Only this creator, whether due or not."),
    as_json: bool = JSON,
) -> None:
    """Search for what is watched, then read what is due in all workspaces, the most valuable first, within the limits;
    or one creator now."""
    start()
    from groundswell.creators.queries import creator_of
    from groundswell.discovery import index
    from groundswell.tracking.monitors import run_monitors
    from groundswell.tracking.refresh import refresh_creator, refresh_due

    found = None if creator else run_monitors(seconds=SLICE)
    run = refresh_creator(creator_of(workspace_of(context), creator)) if creator else refresh_due(seconds=SLICE)
    index.sync()
    document = {**run.as_dict(), **({"monitors": found.as_dict()} if found else {})}
    mentions = f"\n{found.mentions} new mentions in {found.searches} searches." if found and found.searches else ""
    answer(document, as_json=as_json, text=f"{_told(run)}{mentions}")
    raise typer.Exit(int(bool(run.errors and not run.accounts)))


@commands.command()
def labels(
    context: typer.Context,
    creator: int = typer.Argument(metavar="CREATOR", help="The creator's number."),
    as_json: bool = JSON,
) -> None:
    """Ask the networks that tell it which of a creator's posts carry the network's own label for paid ones."""
    start()
    from groundswell.creators.network import read_labels
    from groundswell.creators.queries import creator_of

    place = workspace_of(context)
    found = read_labels(workspace=place, creator=creator_of(place, creator))
    lines = [f"{account}: {count} labelled posts in a year" for account, count in found.items()]
    text = "\n".join(lines) or "None of the creator's networks tells labels apart from posts."
    answer({"creator": creator, "labelled": found}, as_json=as_json, text=text)


def _pause(connector: str, *, paused: bool, as_json: bool) -> None:
    start()
    from groundswell.platforms.services import pause_connector

    setup = pause_connector(connector=connector, paused=paused)
    document = {"connector": connector, "paused_at": setup.paused_at}
    answer(document, as_json=as_json, text=f"{connector} is paused." if paused else f"{connector} goes on.")


def _given(lines: list[str]) -> dict[str, str]:
    """Keys by name. A line without = may be a key itself, so it is never repeated in the refusal."""
    if any("=" not in line for line in lines):
        raise BadInput("A key is given as NAME=VALUE.", where="NAME=VALUE", cure="See: groundswell platforms status")
    pairs = (line.partition("=") for line in lines)
    return {name.strip(): value for name, _, value in pairs}


def _usd(text: str) -> Decimal | None:
    try:
        amount = Decimal(text) if text else None
    except InvalidOperation:
        amount = Decimal("NaN")
    if amount is not None and not amount.is_finite():
        raise BadInput(f"“{text}” is no amount.", where="--money", cure="Write it as 25 or 25.50.")
    return amount


def _or_none(limit: object) -> str:
    return "no limit" if limit is None else f"{limit}"


def _told(run: "Run") -> str:
    errors = "".join(f"\n  {code}: {count}" for code, count in run.errors.items())
    return f"{run.accounts} accounts read: {run.new} new posts, {run.gone} gone.{errors}"


def _text(one: dict[str, Any]) -> str:
    missing = [key["label"] for key in one["keys"] if key["required"] and not key["set"]]
    state = "paused" if one["paused_at"] else f"needs {', '.join(missing)}" if missing else "ready"
    if state == "ready" and not one["ready"]:
        state = "asks nobody: OFFLINE is set"
    units, money = one["units"], one["money"]
    lines = [
        f"{one['label']} ({one['connector']}): {state}",
        f"  can: {', '.join(one['can'])}",
        *(f"  not {operation}: {why}" for operation, why in one["cannot"].items()),
        *(f"  key {key['name']}: {'set' if key['set'] else 'not set'}" for key in one["keys"]),
        f"  today: {one['calls_today']} calls, {units['used_today']} units of {_or_none(units['limit'])}",
    ]
    if money["limit"] is not None or money["used_this_month"]:
        lines.append(f"  this month: USD {money['used_this_month']} of {_or_none(money['limit'])}")
    if last := next((error for error in one["errors"] if not error["over"]), None):
        lines.append(f"  error: {last['host']}: {last['message']} ({last['at']:%Y-%m-%d %H:%M} UTC)")
    return "\n".join(lines)
