"""What a creator gave, and what is known of them from where: for their own page and for the marketer's."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from groundswell.accounts.models import Workspace
from groundswell.creators.audience.sets import Reconciled
from groundswell.creators.models import Account, AudienceFigure, Consent, ConsentLink, Creator, Post
from groundswell.creators.queries.audience import audience_of


@dataclass(frozen=True, slots=True)
class Given:
    """One consent and what came of it."""

    consent: Consent
    label: str
    figures: int
    evidence: bool
    read_at: datetime | None
    trouble: str


@dataclass(frozen=True, slots=True)
class Known:
    """One account as this workspace knows it: its figures with their source, the audience by dimension, how many posts."""

    account: Account
    audience: list[Reconciled]
    posts: int


def live_link(workspace: Workspace, creator: Creator) -> ConsentLink | None:
    found: ConsentLink | None = ConsentLink.objects.of(workspace).filter(creator=creator, revoked_at=None).first()
    return found


def consents_of(workspace: Workspace, creator: Creator) -> list[Given]:
    """Newest first, the withdrawn ones too."""
    rows = Consent.objects.of(workspace).filter(creator=creator).select_related("account", "grant")
    return [_given(workspace, row) for row in rows.order_by("-agreed_at", "-pk")]


def known_of(workspace: Workspace, creator: Creator) -> list[Known]:
    """Every account of the creator."""
    accounts = creator.accounts.order_by("platform", "handle")
    return [
        Known(
            account, audience_of(workspace, account), Post.objects.visible_to(workspace).filter(account=account).count()
        )
        for account in accounts
    ]


def figures_of(workspace: Workspace, consent: Consent) -> QuerySet[AudienceFigure]:
    """The audience figures that came with a consent; none after it was withdrawn."""
    own = AudienceFigure.objects.filter(workspace=workspace, account=consent.account, source=consent.source)
    if consent.withdrawn_at is not None or consent.account_id is None:
        return own.none()
    return own.filter(observed_at=consent.observed_at) if consent.observed_at else own


def _given(workspace: Workspace, consent: Consent) -> Given:
    figures = figures_of(workspace, consent)
    grant = getattr(consent, "grant", None)
    return Given(
        consent=consent,
        label=str(consent.account) if consent.account else consent.get_kind_display(),
        figures=figures.count(),
        evidence=figures.exclude(evidence=None).exclude(evidence="").exists(),
        read_at=grant.read_at if grant else None,
        trouble=grant.message if grant else "",
    )
