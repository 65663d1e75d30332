"""`groundswell demo`: an invented brand with a running programme; made by code, the same every time."""

import typer

from groundswell.cli.session import answer, start

commands = typer.Typer()

SLUG = "fernway"


@commands.command()
def demo(as_json: bool = typer.Option(False, "--json", help="One JSON document.")) -> None:
    """Loads the demo brand; does nothing when it is there already."""
    created = load_demo()
    text = "The demo brand Fernway is ready." if created else "The demo brand is here already."
    answer({"workspace": SLUG, "created": created}, as_json=as_json, text=text)


def load_demo() -> bool:
    """False when the demo brand was there already. All or nothing."""
    start()
    from django.db import transaction

    from groundswell.accounts.models import Workspace
    from groundswell.cli.demo.audiences import tell_audiences
    from groundswell.cli.demo.brand import make_brand
    from groundswell.cli.demo.catalogue import fill_catalogue
    from groundswell.cli.demo.programme import run_programme
    from groundswell.discovery import index

    if Workspace.objects.filter(slug=SLUG).exists():
        return False
    with transaction.atomic():
        brand = make_brand(SLUG)
        creators = fill_catalogue(brand)
        tell_audiences(brand, creators)
        run_programme(brand, creators)
    index.sync()
    return True
