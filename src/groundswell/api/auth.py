"""Bearer tokens: each belongs to one user in one workspace and carries scopes."""

from django.http import HttpRequest
from ninja.security import HttpBearer

from groundswell.accounts.models import ApiToken
from groundswell.kit import clock
from groundswell.kit.ids import digest


class ApiRequest(HttpRequest):
    """A request whose token was accepted."""

    auth: ApiToken


class Token(HttpBearer):
    """Accepts a live token that carries the scope; a revoked, unknown or weaker one is 401."""

    def __init__(self, scope: str = "") -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        row = (
            ApiToken.objects.select_related("workspace", "user")
            .filter(token_digest=digest(token), revoked_at=None)
            .first()
        )
        needed = self.scope or ("read" if request.method in ("GET", "HEAD") else "write")
        if row is None or needed not in row.scopes:
            return None
        ApiToken.objects.filter(pk=row.pk).update(last_used_at=clock.now())
        return row
