"""`groundswell links domains`: a workspace's own domains for its short links. `groundswell links` takes these verbs in."""

from typing import Any

import typer

from groundswell.cli.session import answer, workspace_of

domain_commands = typer.Typer(no_args_is_help=True, help="Own domains for short links.")
JSON = typer.Option(False, "--json", help="One JSON document.")
NAME = typer.Argument(help="The domain, such as go.your-brand.example.")


@domain_commands.command("list")
def list_domains(context: typer.Context, as_json: bool = JSON) -> None:
    """Every domain, whether it leads here, and the cure where it does not."""
    workspace = workspace_of(context)
    from groundswell.links import queries
    from groundswell.links.domain_documents import domain_document

    rows = [domain_document(domain) for domain in queries.domains(workspace)]
    answer({"domains": rows}, as_json=as_json, text="\n".join(_line(row) for row in rows) or "No own domain yet.")


@domain_commands.command()
def add(context: typer.Context, name: str = NAME, as_json: bool = JSON) -> None:
    """Add a domain; then let DNS lead it here and check it."""
    workspace = workspace_of(context)
    from groundswell.links import services
    from groundswell.links.domain_documents import domain_document

    document = domain_document(services.add_domain(workspace=workspace, name=name))
    text = f"{document['name']} waits. Let DNS lead it to this server, then: groundswell links domains check {document['name']}"
    answer(document, as_json=as_json, text=text)


@domain_commands.command()
def check(
    context: typer.Context,
    name: str = NAME,
    vouch: bool = typer.Option(
        False, help="Take your word that it leads here, where this server cannot ask by itself."
    ),
    as_json: bool = JSON,
) -> None:
    """Look whether a domain leads here; status 1 when it does not, or not with a valid certificate."""
    workspace = workspace_of(context)
    from groundswell.links import queries, services
    from groundswell.links.domain_documents import domain_document

    document = domain_document(services.check_domain(domain=queries.domain_named(workspace, name), vouched=vouch))
    answer(document, as_json=as_json, text=_line(document))
    if document["problem"]:
        raise typer.Exit(1)


@domain_commands.command()
def primary(
    context: typer.Context,
    name: str = NAME,
    links_too: bool = typer.Option(False, "--links-too", help="Show the links that exist under it as well."),
    as_json: bool = JSON,
) -> None:
    """Give new links away under a domain."""
    workspace = workspace_of(context)
    from groundswell.links import queries, services
    from groundswell.links.domain_documents import domain_document

    domain = services.make_primary(domain=queries.domain_named(workspace, name), links_too=links_too)
    answer(domain_document(domain), as_json=as_json, text=f"New links begin with {domain.name}/")


@domain_commands.command()
def home(
    context: typer.Context, name: str = NAME, url: str = typer.Argument("", help="None when left out."),
    as_json: bool = JSON,
) -> None:  # fmt: skip
    """Say where a domain's root and unknown addresses lead."""
    workspace = workspace_of(context)
    from groundswell.links import queries, services
    from groundswell.links.domain_documents import domain_document

    domain = services.set_home(domain=queries.domain_named(workspace, name), home_url=url)
    answer(domain_document(domain), as_json=as_json, text=f"{domain.name} leads to {domain.home_url or 'a short page'}")


@domain_commands.command()
def remove(context: typer.Context, name: str = NAME, as_json: bool = JSON) -> None:
    """Stop using a domain: it answers no more within a second. Its links go on at the installation's address."""
    workspace = workspace_of(context)
    from groundswell.links import queries, services

    domain = queries.domain_named(workspace, name)
    services.remove_domain(domain=domain)
    answer({"removed": domain.name}, as_json=as_json, text=f"{domain.name} is removed.")


def _line(row: dict[str, Any]) -> str:
    state = f"in use since {row['verified_at'][:10]}" if row["verified_at"] else "waits to be checked"
    checked = f", checked {row['checked_at'][:16].replace('T', ' ')} UTC" if row["checked_at"] else ""
    trouble = f"\n  {row['problem']['message']} {row['problem']['cure']}" if row["problem"] else ""
    return f"{row['name']}  {state}{checked}{', primary' if row['primary'] else ''}{trouble}"
