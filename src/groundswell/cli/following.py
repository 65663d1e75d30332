"""`groundswell discover affinity`, `niches`, `co-followed`, `candidates`: whom customers follow, and whom the same people do."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING

import typer

from groundswell.cli.session import answer, opened, workspace_of
from groundswell.kit.errors import BadInput

if TYPE_CHECKING:
    from groundswell.discovery.affinity import Affinity, Ranking
    from groundswell.discovery.customers.affinity import AffinityAnswer
    from groundswell.discovery.customers.background import Background
    from groundswell.discovery.lookups.cofollowed import CoFollowed

CURE = "It takes 10 followers and 30 others whose whole follow lists were read: track more profiles of this network."


def affinity(
    context: typer.Context,
    customers: str = typer.Option("", help="CSV: follower, followed: whom your customers follow."),
    base: str = typer.Option("", help="CSV: follower, followed: whom comparable people follow."),
    country: str = typer.Option("", help="Without files: compare with profiles of this country only."),
    language: str = typer.Option("", help="Without files: compare with profiles of this language only."),
    view: str = typer.Option("over-represented", help="over-represented, popular or exclusive."),
    leave_out: list[str] = typer.Option([], help="An account not to rank, such as your own; repeatable."),
    limit: int = typer.Option(1_000, min=1, help="The best so many."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """Whom customers follow more than others do, best first: out of two files, or as the workspace's customers told,
    against the follow lists of the catalogue."""
    if not customers and not base:
        own = _own(context, view, country, language, leave_out, limit)
        answer(own.as_dict(), as_json=as_json, text=_own_text(own))
        return
    if not (customers and base) or country or language:
        raise BadInput(
            "Give both files, or none of them.", where="--base" if customers else "--customers",
            cure="With files nothing is narrowed; without, --country and --language narrow the catalogue.",
        )  # fmt: skip
    from groundswell.discovery.affinity import rank
    from groundswell.discovery.affinity.reading import read_counts

    with opened(customers) as ours, opened(base) as theirs:
        counts = read_counts(ours, theirs, leave_out)
    found = rank(counts, view, limit)
    answer(found.as_dict(), as_json=as_json, text=_ranking(found))


def _own(
    context: typer.Context, view: str, country: str, language: str, leave_out: list[str], limit: int
) -> "AffinityAnswer":
    workspace = workspace_of(context)
    from groundswell.campaigns.queries import brand_handles
    from groundswell.discovery.customers.affinity import customer_affinity

    own = brand_handles(workspace) | set(leave_out)
    return customer_affinity(workspace, view, country=country, language=language, leave_out=own, most=limit)


def _own_text(found: "AffinityAnswer") -> str:
    lines = [_background(one) for one in found.backgrounds]
    return "\n".join([*lines, *_table(row.affinity for row in found.rows)] if found.rows else lines)


def _background(one: "Background") -> str:
    held = (
        f"{one.customers:,} lists of customers on {one.network or 'a network that is not named'} against {one.lists:,}"
    )
    if not one.enough:
        return f"{held}: cannot tell. {one.cure}"
    weighted = f", worth {one.worth:,} as matched" if one.met is not None else ""
    how = f" by {' and '.join(one.matched)}" if one.matched else ", not matched by country or language"
    return f"{held}{weighted}{how}; read {one.read_from:%Y-%m-%d} to {one.read_until:%Y-%m-%d}."


def _ranking(found: "Ranking") -> str:
    head = f"{found.customers:,} customers follow {found.found:,} accounts; compared with {found.base:,} others."
    return "\n".join([head, *_table(found.results)])


def _table(rows: Iterable["Affinity"], ours: str = "customers", theirs: str = "base") -> list[str]:
    return [
        f"{'account':<32} {ours:>9} {theirs:>7} {'lift':>7}  90 % interval",
        *(
            f"{one.account:<32} {one.customer_share:>9.1%} {one.base_share:>7.1%} {one.lift:>7.1f}"
            f"  {one.lift_low:.1f} to {one.lift_high:.1f}" + ("" if one.sure else "  (not sure)")
            for one in rows
        ),
    ]


def co_followed(
    context: typer.Context,
    account: str = typer.Argument(help="NETWORK:HANDLE, or the profile's address."),
    limit: int = typer.Option(50, min=1, help="The best so many."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """Accounts that the same people follow as follow this one, the surest first."""
    workspace = workspace_of(context)
    from groundswell.campaigns.queries import brand_handles
    from groundswell.discovery.lookups.cofollowed import co_followed as asked

    found = asked(workspace, account, leave_out=brand_handles(workspace), most=limit)
    answer(found.as_dict(), as_json=as_json, text="\n".join([*_by_follows(found), *_by_followers(found)]))


def _by_follows(found: "CoFollowed") -> list[str]:
    held = f"{found.followers:,} who follow {found.account} against {found.others:,} who do not"
    if not found.enough:
        return [f"{held}: cannot tell. {CURE}"]
    head = f"{held}; read {found.read_from:%Y-%m-%d} to {found.read_until:%Y-%m-%d}."
    return [head, *_table((row.affinity for row in found.rows), "followers", "others")]


def _by_followers(found: "CoFollowed") -> list[str]:
    told = found.listed
    if told.why:
        return [f"By lists of followers: cannot tell. {told.why}"]
    head = f"By lists of followers: its {told.followers:,} against {told.others:,} who follow others, {told.lists:,} lists."
    return [head, *_table((row.affinity for row in told.rows), "followers", "others")]


def niches(
    context: typer.Context,
    country: str = typer.Option("", help="Compare with profiles of this country only."),
    language: str = typer.Option("", help="Compare with profiles of this language only."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """What customers follow as niches: accounts that the same people follow; each with what a persona of it would say."""
    workspace = workspace_of(context)
    from groundswell.campaigns.queries import brand_handles
    from groundswell.discovery.customers.niches import customer_niches

    own = brand_handles(workspace)
    found = customer_niches(workspace, country=country, language=language, leave_out=own)
    lines = [_background(one) for one in found.backgrounds]
    for one in found.niches:
        share, times = one.customers, one.times
        lines += [
            f"{one.name.text}: {share.value:.0%} of customers ({share.low:.0%} to {share.high:.0%}), {times.value:.1f} times"
            f" as many as others ({times.low:.1f} to {times.high:.1f}); {len(one.rows)} accounts",
            "  " + ", ".join(row.handle for row in one.rows[:8]),
        ]
    answer(found.as_dict(), as_json=as_json, text="\n".join(lines))


def candidates(
    context: typer.Context,
    accounts: list[str] = typer.Argument(metavar="ACCOUNT…", help="NETWORK:HANDLE, as affinity shows them."),
    to_list: str = typer.Option("", "--list", help="The list of that name; made when missing."),
    campaign: str = typer.Option("", help="The campaign of that slug."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """Make accounts that customers follow creators of yours: on a list, in a campaign, or both."""
    workspace = workspace_of(context)
    from groundswell.campaigns.services import add_candidates

    taken = add_candidates(workspace=workspace, names=accounts, list_name=to_list, campaign=campaign)
    text = f"{taken.creators:,} creators; new on the list {taken.on_list:,}, new in the campaign {taken.in_campaign:,}."
    answer(asdict(taken), as_json=as_json, text=text)
