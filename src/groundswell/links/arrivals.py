"""Clicks of one piece of a journal: told apart from machines and repeats, and put into the database."""

from collections.abc import Iterable, Sequence
from operator import attrgetter, itemgetter
from typing import NamedTuple

from django.db import IntegrityError, connection, transaction

from groundswell.creators.imports.writing import bulk
from groundswell.links.counting import Counts
from groundswell.links.models import Click
from groundswell.links.repeats import Repeats
from groundswell.links.rules.crawlers import crawler
from groundswell.links.rules.journal import JournalClick, clicks_in
from groundswell.links.rules.moments import written
from groundswell.links.services.attribution import attribute_by_clicks
from groundswell.links.services.going_live import go_live

COLUMNS = ("click_id", "workspace_id", "link_id", "at", "visitor", "referrer", "user_agent", "excluded")
OWNERS = """SELECT links_link.id, workspace_id, repeat_minutes FROM links_link
    JOIN accounts_workspace ON accounts_workspace.id = workspace_id WHERE links_link.id {wanted}"""
KNOWN = "SELECT click_id FROM links_click WHERE click_id {wanted}"
MINUTE = 60_000
_VISITOR = itemgetter(COLUMNS.index("visitor"))  # in the order of the largest index a row costs a quarter less


class Owner(NamedTuple):
    """Whose a link is, and for how many milliseconds a visitor's further clicks are repeats there."""

    workspace: int
    window: int


def take_clicks(body: bytes) -> tuple[int, int]:
    """Whole lines of a journal in: (how many clicks were new, how many lines were unreadable)."""
    clicks, unreadable = clicks_in(body)
    try:
        with transaction.atomic():
            return _insert(clicks), unreadable
    except IntegrityError:  # a journal's position was lost: some of these clicks are in already
        return _insert(_unknown(clicks)), unreadable


def _unknown(clicks: Sequence[JournalClick]) -> list[JournalClick]:
    by_id = {click.click_id: click for click in clicks}
    known = {row[0] for row in bulk.select(KNOWN, [], by_id)}
    return [click for click_id, click in by_id.items() if click_id not in known]


def _insert(clicks: Iterable[JournalClick]) -> int:
    found = sorted(clicks, key=attrgetter("milliseconds"))
    owners = _owners({click.link_id for click in found})
    wanted = [click for click in found if click.link_id in owners]
    repeats, counts = Repeats(wanted), Counts()
    rows = []
    for click in wanted:
        workspace, window = owners[click.link_id]
        excluded = click.flag or crawler(click.user_agent)
        new = False
        if not excluded:
            excluded, new = repeats.judge(click, window)
        counts.add(click.link_id, click.milliseconds, excluded, new=new)
        rows.append((
            click.click_id, workspace, click.link_id, written(click.milliseconds), click.visitor, click.referrer,
            click.user_agent, excluded,
        ))  # fmt: skip
    _append(sorted(rows, key=_VISITOR))
    counts.save({link: owner.workspace for link, owner in owners.items()})
    attribute_by_clicks(click_ids=[click.click_id for click in wanted])
    go_live(owners)
    return len(rows)


def _owners(links: Iterable[int]) -> dict[int, Owner]:
    return {link: Owner(workspace, minutes * MINUTE) for link, workspace, minutes in bulk.select(OWNERS, [], links)}


def _append(rows: Sequence[tuple[str | int, ...]]) -> None:
    """Into the table by the fastest way there is: several times that of INSERT on PostgreSQL."""
    if connection.vendor == "sqlite":
        bulk.insert(Click, COLUMNS, rows)
        return
    # No field holds a tab or a newline: the journal's lines are made of them.
    text = "".join("\t".join(map(str, row)) + "\n" for row in rows).replace("\\", "\\\\")
    statement = f"COPY links_click ({', '.join(COLUMNS)}) FROM STDIN"
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.write(text)
