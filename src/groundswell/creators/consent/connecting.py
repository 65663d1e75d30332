"""A creator connects an account: off to the network with a state of our own, and back with a code."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import transaction

from groundswell.creators.consent import texts
from groundswell.creators.consent.accounts import account_for
from groundswell.creators.consent.reading import keep_own_facts, seal
from groundswell.creators.models import Consent, ConsentLink, Grant
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, NotFound
from groundswell.kit.ids import new_token
from groundswell.platforms.addresses import Profile
from groundswell.platforms.errors import NotAvailable
from groundswell.platforms.port import Plugin
from groundswell.platforms.registry import plugin_named
from groundswell.platforms.services import open_line
from groundswell.platforms.sign_in import OAuth

BACK = "/c/back/"
LASTS = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Pending:
    """A question under way, kept in the browser's session: `state` comes back with the answer, `verifier` proves that it
    was us who asked."""

    state: str
    verifier: str
    link: int
    connector: str
    text: str
    asked_at: str

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        return cls(**told)

    @property
    def is_over(self) -> bool:
        return clock.now() - datetime.fromisoformat(self.asked_at) > LASTS


def redirect_uri() -> str:
    """The one address that networks send creators back to; it is registered with each of them."""
    return f"{settings.PUBLIC_URL}{BACK}"


def words_for(link: ConsentLink, plugin: Plugin) -> str:
    """What the creator agrees to before they go to the network."""
    return texts.to_connect(link.workspace.name, plugin.label, plugin.connect.gives if plugin.connect else ())


def begin_connecting(*, link: ConsentLink, connector: str) -> tuple[str, Pending]:
    """Where to send the browser, and what to remember until it comes back. `NotAvailable` where it is not set up."""
    plugin, oauth = _way(connector)
    with open_line(plugin.name) as line:
        if not oauth.is_set_up(line.secrets):
            raise NotAvailable(f"{plugin.label} cannot be connected here yet.", where=connector)
        pending = Pending(
            state=new_token(), verifier=new_token(), link=link.pk, connector=plugin.name, text=words_for(link, plugin),
            asked_at=clock.now().isoformat(),
        )  # fmt: skip
        address = oauth.address(line.secrets, redirect=redirect_uri(), state=pending.state, verifier=pending.verifier)
    return address, pending


def finish_connecting(*, pending: Pending, code: str) -> tuple[ConsentLink, Consent]:
    """Exchanges the code, reads what was agreed to once, and keeps it with the consent; nothing is kept when anything of it
    fails. `NotFound` when the link was revoked meanwhile."""
    link = pending_link(pending)
    if pending.is_over:
        raise BadInput("That took too long.", where="state", cure="Connect once more.")
    plugin, oauth = _way(pending.connector)
    with open_line(plugin.name) as line:
        tokens = oauth.exchange(line.wire, line.secrets, code=code, verifier=pending.verifier, redirect=redirect_uri())
        facts = oauth.read(line.wire, tokens.access)
    with transaction.atomic():
        profile = Profile(facts.profile.platform, facts.profile.handle, facts.profile.url)
        account = account_for(link.workspace, link.creator, profile)
        source = f"{plugin.label}, connected by the creator"
        given = {"creator": link.creator, "account": account, "kind": Consent.Kind.CONNECTED, "source": source}
        earlier = Consent.objects.of(link.workspace).filter(**given, withdrawn_at=None)
        Grant.objects.filter(consent__in=earlier).delete()
        earlier.update(withdrawn_at=clock.now())
        consent: Consent = Consent.objects.create(
            workspace=link.workspace, **given, text=pending.text, text_version=texts.VERSION
        )
        Grant.objects.create(
            consent=consent, connector=plugin.name, sealed=seal(tokens), scopes=list(tokens.scopes),
            expires_at=tokens.expires_at, read_at=clock.now(),
        )  # fmt: skip
        keep_own_facts(consent, facts)
    return link, consent


def pending_link(pending: Pending) -> ConsentLink:
    """The link whose page the question came from, as long as it lives."""
    link = ConsentLink.objects.select_related("workspace", "creator").filter(pk=pending.link, revoked_at=None).first()
    if link is None:
        raise NotFound("This page is closed.", cure="Ask whoever sent you the link for a new one.")
    return link


def _way(connector: str) -> tuple[Plugin, OAuth]:
    plugin = plugin_named(connector)
    if plugin.connect is None:
        raise NotAvailable(f"{plugin.label} cannot be connected.", where=connector)
    return plugin, plugin.connect
