"""A profile by handle or address: from its network into the catalogue, and to a workspace's creator."""

from django.db import transaction

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.creators.models import Account, AccountSync, Creator
from groundswell.creators.network.profiles import save_profile
from groundswell.creators.queries.keys import creator_by_account
from groundswell.creators.services.creators import create_creator
from groundswell.kit import clock
from groundswell.platforms.addresses import Profile, parse_profile
from groundswell.platforms.errors import NotAvailable
from groundswell.platforms.names import PLATFORMS
from groundswell.platforms.port import Plugin
from groundswell.platforms.registry import plugin_for
from groundswell.platforms.services import Opened, open_connector


def add_account(
    *, workspace: Workspace, profile: str, platform: str = "", name: str = "", user: User | None = None
) -> tuple[Creator, Account]:
    """Asks the network for the profile (address, @handle or handle) and ties it to the workspace's creator, made when
    nobody has it yet; `name` is that person's, else what the profile says.

    `BadInput` for what is no profile, `NotAvailable` where no connector serves the network, and what the network raises.
    """
    wanted = parse_profile(profile, platform or None)
    plugin = plugin_serving(wanted.platform)
    with open_connector(plugin.name) as opened:
        facts = opened.connector.profile(_reference(wanted, profile.strip()))
    with transaction.atomic():
        account = save_profile(facts, source=opened.plugin.label)
        known = creator_by_account(workspace, account.platform, account.handle)
        creator = known or create_creator(
            workspace=workspace, name=name or account.display_name or account.handle, user=user
        )
        if not creator.accounts.filter(pk=account.pk).exists():
            creator.accounts.add(account)
            record_audit(
                workspace=workspace, user=user, action="account.added", subject=f"creator {creator.pk}",
                detail={"platform": account.platform, "handle": account.handle},
            )  # fmt: skip
    return creator, account


def _reference(wanted: Profile, typed: str) -> str:
    """What to ask for: mostly the handle; on blogs and podcasts the address, since it is the feed."""
    if wanted.platform in ("blog", "podcast"):
        return typed
    # A bare number would be taken for a lasting id.
    return f"@{wanted.handle}" if wanted.handle.isdigit() else wanted.handle


def follow_own_account(opened: Opened, own: Account) -> Account:
    """A workspace's own account (out of a file) gets its public twin, tied to the same creators; one of whom only the
    handle was known gets the name that the network tells.

    Done once: should the handle pass to somebody else later, the twin's lasting id still tells whose it was.
    """
    facts = opened.connector.profile(own.handle)
    with transaction.atomic():
        account = save_profile(facts, source=opened.plugin.label)
        for creator in own.creators.all():
            creator.accounts.add(account)
            if creator.name == own.handle and account.display_name:
                creator.name = account.display_name
                creator.save(update_fields=["name"])
        AccountSync.objects.update_or_create(account=own, defaults={"refreshed_at": clock.now()})
    return account


def plugin_serving(platform: str) -> Plugin:
    """The connector that serves the network; `NotAvailable` when there is none."""
    plugin = plugin_for(platform)
    if plugin is None:
        raise NotAvailable(
            f"Nothing reads {PLATFORMS.get(platform, platform)} profiles here.", where="platform",
            cure="Enter what you know by hand, or import a file.",
        )  # fmt: skip
    return plugin
