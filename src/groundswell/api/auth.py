"""Bearer tokens: each acts for one user in one workspace, as far as its scopes and the user's role reach."""

from datetime import timedelta

from django.http import HttpRequest
from ninja.security import HttpBearer

from groundswell.accounts import rules
from groundswell.accounts.errors import Forbidden
from groundswell.accounts.models import ApiToken, Membership
from groundswell.accounts.rules import Need
from groundswell.kit import clock
from groundswell.kit.ids import digest

SAFE_METHODS = frozenset({"GET", "HEAD"})
USE_IS_NOTED_EVERY = timedelta(minutes=1)


class ApiRequest(HttpRequest):
    """A request whose token was accepted."""

    auth: ApiToken


class Token(HttpBearer):
    """Accepts a live token of a member (401 otherwise) whose scopes and role reach (403 otherwise).

    The need follows the method: reading for GET, writing for the rest. `Token("read")` is for a POST that changes
    nothing, `Token(owner=True)` for what only owners may do.
    """

    def __init__(self, scope: str = "", *, owner: bool = False) -> None:
        super().__init__()
        self.scope = scope
        self.owner = owner

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        row = (
            ApiToken.objects.select_related("workspace", "user")
            .filter(token_digest=digest(token), revoked_at=None, user__is_active=True)
            .first()
        )
        if row is None:
            return None
        member = Membership.objects.of(row.workspace).filter(user=row.user).first()
        if member is None:
            return None
        scope = self.scope or ("read" if request.method in SAFE_METHODS else "write")
        if scope not in row.scopes:
            raise Forbidden(f"This token may not {scope}.", where="Authorization", cure="Make one with that scope.")
        need = Need.OWN if self.owner else Need.READ if scope == "read" else Need.WRITE
        if not rules.may(member.role, need):
            raise Forbidden(rules.refusal(need), where="Authorization")
        _note_use(row)
        return row


def _note_use(row: ApiToken) -> None:
    now = clock.now()
    if row.last_used_at is None or now - row.last_used_at > USE_IS_NOTED_EVERY:
        ApiToken.objects.filter(pk=row.pk).update(last_used_at=now)
