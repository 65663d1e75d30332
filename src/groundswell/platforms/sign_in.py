"""How a creator connects their own account: OAuth 2.0 (RFC 6749) with PKCE (RFC 7636) and revocation (RFC 7009).

Codes and tokens go in bodies and headers only, and never into a log.
"""

import base64
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from groundswell.kit import clock
from groundswell.platforms import told
from groundswell.platforms.errors import Gone, PlatformError, SignInRefused
from groundswell.platforms.facts import PostFacts, ProfileFacts
from groundswell.platforms.wire import Wire

REFUSALS = (PlatformError, SignInRefused, Gone)


@dataclass(frozen=True, slots=True, repr=False)
class Tokens:
    """What a network gave for a creator's consent; `refresh` is empty where the access token itself is renewed."""

    access: str
    refresh: str = ""
    expires_at: datetime | None = None
    scopes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AudienceShare:
    """A part of the audience, 0 to 1, as the network tells its owner; dimensions and values as everywhere in the house
    ("country" "US", "gender_age" "female.25-34")."""

    dimension: str
    value: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFacts:
    """What a creator's own account told with their consent; `sample` is how many followers the shares are about."""

    profile: ProfileFacts
    posts: tuple[PostFacts, ...] = ()
    audience: tuple[AudienceShare, ...] = ()
    sample: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OAuth:
    """One network's way to connect. `keys` are the names of the plugin's needs that hold client id and secret.

    `gives` are sentences for the creator: what is read. `read` asks the network with an access token. `id_name` is what
    the network calls the client id, `separator` stands between scopes, `extra` goes with every request for consent.
    `after` says what the creator does on the network itself to be sure that it is over.
    """

    authorize_url: str
    exchange_url: str
    scopes: tuple[str, ...]
    gives: tuple[str, ...]
    read: Callable[[Wire, str], OwnFacts]
    revoke_url: str = ""
    keys: tuple[str, str] = ("client_id", "client_secret")
    id_name: str = "client_id"
    separator: str = " "
    pkce: bool = True
    extra: Mapping[str, str] = field(default_factory=dict)
    after: str = ""

    @property
    def origin(self) -> str:
        """Where the browser is sent."""
        parts = urlsplit(self.authorize_url)
        return f"{parts.scheme}://{parts.netloc}"

    def is_set_up(self, secrets: Mapping[str, str]) -> bool:
        return all(secrets.get(name) for name in self.keys)

    def address(self, secrets: Mapping[str, str], *, redirect: str, state: str, verifier: str) -> str:
        """Where the creator gives or refuses consent; the network sends them back to `redirect` with `state`."""
        asked = {
            self.id_name: secrets[self.keys[0]],
            "redirect_uri": redirect,
            "response_type": "code",
            "scope": self.separator.join(self.scopes),
            "state": state,
            **({"code_challenge": challenge(verifier), "code_challenge_method": "S256"} if self.pkce else {}),
            **self.extra,
        }
        return f"{self.authorize_url}?{urlencode(asked)}"

    def exchange(self, wire: Wire, secrets: Mapping[str, str], *, code: str, verifier: str, redirect: str) -> Tokens:
        """The tokens for a code; `SignInRefused` where the network does not take it."""
        proof = {"code_verifier": verifier} if self.pkce else {}
        asked = {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect, **proof}
        return self._tokens(wire, secrets, asked)

    def renew(self, wire: Wire, secrets: Mapping[str, str], tokens: Tokens) -> Tokens:
        """Tokens for another while; `SignInRefused` when the creator took the consent back on the network."""
        if not tokens.refresh:
            raise SignInRefused("The consent has run out.", where="consent", cure="Ask the creator to connect again.")
        return self._tokens(wire, secrets, {"grant_type": "refresh_token", "refresh_token": tokens.refresh}, tokens)

    def revoke(self, wire: Wire, secrets: Mapping[str, str], tokens: Tokens) -> bool:
        """Tells the network that the consent is over; False where it offers no such call."""
        if not self.revoke_url:
            return False
        wire.post_form(self.revoke_url, body={**self._keys(secrets), "token": tokens.refresh or tokens.access})
        return True

    def _keys(self, secrets: Mapping[str, str]) -> dict[str, str]:
        return {self.id_name: secrets[self.keys[0]], "client_secret": secrets[self.keys[1]]}

    def _tokens(
        self, wire: Wire, secrets: Mapping[str, str], asked: Mapping[str, str], before: Tokens | None = None
    ) -> Tokens:
        try:
            answer = wire.post_form(self.exchange_url, body={**self._keys(secrets), **asked})
        except PlatformError as error:
            if type(error) not in REFUSALS:
                raise
            raise refused() from error
        return tokens_told(answer.data, before)


def challenge(verifier: str) -> str:
    """The S256 challenge of a verifier."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")


def refused() -> SignInRefused:
    return SignInRefused(
        "The network did not accept the consent: it may have run out or been taken back.", where="consent",
        cure="Connect once more.",
    )  # fmt: skip


def tokens_told(data: Any, before: Tokens | None = None) -> Tokens:
    """Tokens of an answer (RFC 6749, 5.1). Some networks refuse with 200 and an `error`; a refresh token that is not
    told anew stays the one `before`."""
    if isinstance(data, Mapping) and data.get("error") and not data.get("access_token"):
        raise refused()
    access = told.text(data, "access_token")
    seconds, scope = data.get("expires_in"), told.optional(data, "scope")
    lasts = timedelta(seconds=seconds) if type(seconds) is int and 0 < seconds < 10**9 else None
    return Tokens(
        access=access,
        refresh=told.optional(data, "refresh_token") or (before.refresh if before else ""),
        expires_at=clock.now() + lasts if lasts else None,
        scopes=tuple(scope.replace(",", " ").split()) or (before.scopes if before else ()),
    )
