"""Sites that tell visits and orders by themselves."""

import secrets

from django.conf import settings
from django.db import transaction

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.kit.errors import BadInput
from groundswell.kit.ids import new_click_id
from groundswell.kit.secret_box import SecretBox
from groundswell.links.models import Site
from groundswell.links.rules.sites import site_key

MOST_MONTHS = 60


@transaction.atomic
def create_site(*, workspace: Workspace, name: str, user: User | None = None) -> tuple[Site, str]:
    """(the site, its secret): the secret is told here once and kept encrypted. BadInput without a name."""
    name = name.strip()[:120]
    if not name:
        raise BadInput("The site needs a name.", where="name")
    secret = _new_secret()
    key = site_key(new_click_id(), settings.SECRET_KEY)
    site = Site.objects.create(workspace=workspace, name=name, key=key, secret=_box().seal(secret))
    record_audit(workspace=workspace, user=user, action="site.created", subject=name)
    return site, secret


@transaction.atomic
def renew_site_secret(*, site: Site, user: User | None = None) -> str:
    """A new secret, told once; what is signed with the old one is refused from now on."""
    secret = _new_secret()
    site.secret = _box().seal(secret)
    site.save(update_fields=["secret"])
    record_audit(workspace=site.workspace, user=user, action="site.secret_renewed", subject=site.name)
    return secret


@transaction.atomic
def keep_views(*, site: Site, months: int, user: User | None = None) -> Site:
    """How many months single page views stay; BadInput for none or for more than five years."""
    if not 1 <= months <= MOST_MONTHS:
        raise BadInput(
            f"Page views cannot be kept {months} months.", where="views_kept_months", cure=f"Choose 1 to {MOST_MONTHS}."
        )
    before, site.views_kept_months = site.views_kept_months, months
    site.save(update_fields=["views_kept_months"])
    detail = {"before": before, "after": months}
    record_audit(workspace=site.workspace, user=user, action="site.views_kept", subject=site.name, detail=detail)
    return site


@transaction.atomic
def delete_site(*, site: Site, user: User | None = None) -> None:
    """Removes the site with its page views; the orders it told stay."""
    record_audit(workspace=site.workspace, user=user, action="site.deleted", subject=site.name)
    site.delete()


def site_secret_of(site: Site) -> str:
    return _box().open(site.secret)


def _new_secret() -> str:
    return f"gws_{secrets.token_urlsafe(32)}"


def _box() -> SecretBox:
    return SecretBox(settings.SECRET_KEY)
