"""`groundswell personas`: whom one wants to reach, and how well creators do it."""

import json
import sys
from typing import TYPE_CHECKING, Any

import typer

from groundswell.cli.session import answer, workspace_of
from groundswell.kit.errors import BadInput

if TYPE_CHECKING:
    from groundswell.discovery.models import Persona

NAME = "personas"
commands = typer.Typer(no_args_is_help=True, help="Buyer personas, and how well creators fit them.")
JSON = typer.Option(False, "--json", help="One JSON document.")
SLUG = typer.Argument(help="As personas list shows it.")


@commands.command("list")
def list_personas(context: typer.Context, as_json: bool = JSON) -> None:
    """All personas by name."""
    workspace = workspace_of(context)
    from groundswell.discovery.personas.queries import personas

    documents = [_document(persona) for persona in personas(workspace)]
    answer(
        documents, as_json=as_json, text="\n".join(f"{d['slug']:<24} {d['name']}" for d in documents) or "No personas."
    )


@commands.command()
def create(
    context: typer.Context,
    name: str = typer.Argument(help="What the persona is called."),
    definition: str = typer.Option("", help="Its definition as JSON; - reads standard input."),
    from_customers: bool = typer.Option(False, "--from-customers", help="Count it among the workspace's customers."),
    as_json: bool = JSON,
) -> None:
    """Make a persona of a definition, or of what the customers' known fields say."""
    workspace = workspace_of(context)
    from groundswell.discovery.personas.services import create_persona, create_persona_from_customers

    if from_customers == bool(definition):
        raise BadInput("Give a definition, or --from-customers.", where="--definition")
    if from_customers:
        made = create_persona_from_customers(workspace=workspace, name=name)
    else:
        made = create_persona(workspace=workspace, name=name, definition=_read(definition))
    answer(_document(made), as_json=as_json, text=f"{made.slug}: {json.dumps(made.definition, ensure_ascii=False)}")


@commands.command()
def search(context: typer.Context, slug: str = SLUG, as_json: bool = JSON) -> None:
    """The search that a persona becomes; pipe it into discover search --query -."""
    workspace = workspace_of(context)
    from groundswell.discovery.personas.queries import definition_of, persona_of
    from groundswell.discovery.personas.searching import search_body

    body = search_body(definition_of(persona_of(workspace, slug)), slug)
    answer(body, as_json=as_json, text=json.dumps(body, indent=2, ensure_ascii=False))


@commands.command()
def fit(
    context: typer.Context,
    slug: str = SLUG,
    accounts: list[int] = typer.Argument(metavar="ACCOUNT…", help="Ids, as discover search --json shows them."),
    as_json: bool = JSON,
) -> None:
    """How well accounts fit a persona, part by part."""
    workspace = workspace_of(context)
    from dataclasses import asdict

    from groundswell.discovery.personas.queries import definition_of, fits_seen, persona_of

    found = fits_seen(workspace, definition_of(persona_of(workspace, slug)), accounts)
    documents = [{"account": pk, **asdict(found[pk])} for pk in dict.fromkeys(accounts) if pk in found]
    answer(documents, as_json=as_json, text="\n".join(map(_fit_text, documents)) or "None of these accounts is known.")


@commands.command()
def delete(context: typer.Context, slug: str = SLUG, as_json: bool = JSON) -> None:
    """Delete a persona."""
    workspace = workspace_of(context)
    from groundswell.discovery.personas.queries import persona_of
    from groundswell.discovery.personas.services import delete_persona

    delete_persona(workspace=workspace, persona=persona_of(workspace, slug))
    answer({"deleted": slug}, as_json=as_json, text="Deleted.")


def _read(text: str) -> dict[str, Any]:
    try:
        found = json.loads(sys.stdin.read() if text == "-" else text)
    except ValueError as error:
        raise BadInput(f"The definition is no JSON: {error}.", where="--definition") from error
    if not isinstance(found, dict):
        raise BadInput("The definition is no JSON object.", where="--definition")
    return found


def _document(persona: "Persona") -> dict[str, Any]:
    return {"slug": persona.slug, "name": persona.name, "definition": persona.definition, "basis": persona.basis}


def _fit_text(fit: dict[str, Any]) -> str:
    score = "—" if fit["score"] is None else fit["score"]
    lines = [f"account {fit['account']}: {score} ({fit['low']}–{fit['high']}), {fit['known']:.0%} of it known"]
    for part in fit["parts"]:
        value = f"{(part['low'] + part['high']) / 2:.0%}" if part["known"] else "unknown"
        lines.append(f"  {part['weight']:>3} {part['name']:<18} {value:<8} {part['evidence']}")
    return "\n".join(lines)
