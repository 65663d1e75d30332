"""`groundswell searches`: searches that are kept, and who is new among them."""

import sys

import typer

from groundswell.cli.session import answer, workspace_of

NAME = "searches"
commands = typer.Typer(no_args_is_help=True, help="Saved searches, and who is new among them.")
JSON = typer.Option(False, "--json", help="One JSON document.")
SLUG = typer.Argument(help="As searches list shows it.")


@commands.command("list")
def list_searches(context: typer.Context, as_json: bool = JSON) -> None:
    """Saved searches by name, with how many are new."""
    workspace = workspace_of(context)
    from groundswell.discovery.saved.queries import saved_searches

    documents = [
        {"slug": row.slug, "name": row.name, "query": row.query, "watching": row.watching, "unseen": row.unseen}  # type: ignore[attr-defined]  # annotated
        for row in saved_searches(workspace)
    ]
    lines = [
        f"{d['slug']:<24} {'watched' if d['watching'] else '':<8} {d['unseen']:>5} new  {d['name']}" for d in documents
    ]
    answer(documents, as_json=as_json, text="\n".join(lines) or "No saved searches.")


@commands.command()
def save(
    context: typer.Context,
    name: str = typer.Argument(help="What it is called."),
    query: str = typer.Option(help="The query as JSON; - reads standard input."),
    watch: bool = typer.Option(False, "--watch", help="Look regularly who is new."),
    as_json: bool = JSON,
) -> None:
    """Keep a search; the query is that of discover search."""
    workspace = workspace_of(context)
    from groundswell.discovery.language import read_query
    from groundswell.discovery.saved.services import save_search, watch_search

    asked = read_query(sys.stdin.read() if query == "-" else query)
    body = asked.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    made = save_search(workspace=workspace, name=name, query=body)
    there = watch_search(workspace=workspace, search=made, watching=True, by_mail=False) if watch else None
    text = f"Saved as {made.slug}." + ("" if there is None else f" Watched; {there:,} match already.")
    answer({"slug": made.slug, "watching": made.watching, "matching": there}, as_json=as_json, text=text)


@commands.command()
def check(context: typer.Context, slug: str = SLUG, as_json: bool = JSON) -> None:
    """Look now who is new; exit status 1 when nobody can be told because the search cannot be asked any more."""
    workspace = workspace_of(context)
    from groundswell.discovery.saved.queries import news_of, saved_search_of
    from groundswell.discovery.saved.services import check_search

    found = saved_search_of(workspace, slug)
    fresh = check_search(search=found)
    found.refresh_from_db()
    documents = [
        {"account": match.account_id, "platform": match.account.platform, "handle": match.account.handle}
        for match in news_of(found)[:fresh]
    ]
    lines = [f"{d['platform']:<10} @{d['handle']}" for d in documents]
    text = found.problem or "\n".join([f"{fresh} new", *lines])
    answer({"new": fresh, "accounts": documents, "problem": found.problem}, as_json=as_json, text=text)
    raise typer.Exit(int(bool(found.problem)))


@commands.command()
def delete(context: typer.Context, slug: str = SLUG, as_json: bool = JSON) -> None:
    """Delete a saved search."""
    workspace = workspace_of(context)
    from groundswell.discovery.saved.queries import saved_search_of
    from groundswell.discovery.saved.services import delete_search

    delete_search(workspace=workspace, search=saved_search_of(workspace, slug))
    answer({"deleted": slug}, as_json=as_json, text="Deleted.")
