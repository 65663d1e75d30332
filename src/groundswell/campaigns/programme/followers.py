"""Followers by their ids, where the whole list is at hand."""

from collections import defaultdict

from groundswell.creators.models import Account, FollowEdge

WHOLE = 0.9  # of an account's followers: with so many ids the list counts as whole


def known_ids(accounts: list[Account]) -> dict[int, frozenset[str]]:
    """By account; those of whom only some followers are known are left out. One query."""
    edges = FollowEdge.objects.filter(account__in=accounts, direction="followers")
    found: dict[int, set[str]] = defaultdict(set)
    for account, person in edges.values_list("account", "external_id"):
        found[account].add(person)
    whole = {account.pk: WHOLE * (account.followers or 0) for account in accounts}
    return {pk: frozenset(people) for pk, people in found.items() if len(people) >= whole[pk]}
