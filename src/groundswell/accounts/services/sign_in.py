"""One-time sign-in links, for the first start and for people who lost everything else.

Whoever can make one can already read the data folder, so the link stands in for the second factor too.
"""

from datetime import timedelta

from django.db import transaction

from groundswell.accounts.errors import LinkSpent
from groundswell.accounts.models import SignInLink, User
from groundswell.kit import clock
from groundswell.kit.ids import digest, new_token

VALID_FOR = timedelta(minutes=15)


@transaction.atomic
def create_sign_in_link(*, user: User) -> str:
    """The token of a link that signs `user` in once within 15 minutes; spent and expired ones are cleared away."""
    SignInLink.objects.filter(expires_at__lt=clock.now()).delete()
    token = new_token()
    SignInLink.objects.create(user=user, token_digest=digest(token), expires_at=clock.now() + VALID_FOR)
    return token


@transaction.atomic
def use_sign_in_link(*, token: str) -> User:
    """Whom the link signs in; it is spent from then on. `LinkSpent` when unknown, used, expired or its user inactive."""
    live = SignInLink.objects.filter(
        token_digest=digest(token), used_at=None, expires_at__gt=clock.now(), user__is_active=True
    )
    link = live.select_related("user").first()
    # The update decides: of two requests with the same link only one finds it unused.
    if link is None or not live.filter(pk=link.pk).update(used_at=clock.now()):
        raise LinkSpent(
            "This sign-in link has been used or is too old.",
            cure="Start the server again for a new one, or sign in with your password.",
        )
    return link.user
