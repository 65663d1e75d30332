"""What connected accounts tell: kept for the workspace it was given to, and read again once a day."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from groundswell.accounts.models import Workspace
from groundswell.creators.audience.facts import AudienceFacts
from groundswell.creators.models import Account, Consent, Grant, Post, Reading
from groundswell.creators.services import record_audience, record_readings, save_post
from groundswell.kit import clock
from groundswell.kit.errors import GroundswellError
from groundswell.kit.secret_box import SecretBox
from groundswell.platforms.errors import Slow
from groundswell.platforms.services import Line, open_line
from groundswell.platforms.sign_in import OAuth, OwnFacts, Tokens

EVERY, AGAIN_AFTER = timedelta(hours=20), timedelta(hours=3)
RENEW_BEFORE = timedelta(days=3)
MOST = 100
log = structlog.get_logger("groundswell.creators")


def seal(tokens: Tokens) -> str:
    """Tokens as the database keeps them."""
    told = {"access": tokens.access, "refresh": tokens.refresh}
    return SecretBox(settings.SECRET_KEY).seal(json.dumps(told))


def tokens_of(grant: Grant) -> Tokens:
    told: dict[str, str] = json.loads(SecretBox(settings.SECRET_KEY).open(grant.sealed))
    return Tokens(told["access"], told["refresh"], grant.expires_at, tuple(grant.scopes))


@transaction.atomic
def keep_own_facts(consent: Consent, facts: OwnFacts) -> None:
    """Figures, posts and audience, for the consent's workspace only and under its source."""
    account, workspace, source, at = consent.account, consent.workspace, consent.source, clock.now()
    if account is None:
        return
    _keep_figures(workspace, account, facts.profile.metrics, source, at)
    seen: list[int] = []
    for told in facts.posts:
        post = save_post(
            workspace=workspace, account=account, url=told.url, caption=told.caption, title=told.title,
            surface=told.surface, published_at=told.published_at, external_id=told.external_id, source=source,
        )  # fmt: skip
        _keep_figures(workspace, post, told.metrics, source, at)
        seen.append(post.pk)
    Post.objects.filter(pk__in=seen, workspace=workspace).update(seen_at=at)
    if facts.audience:
        shares = [AudienceFacts(one.dimension, one.value, one.share) for one in facts.audience]
        day = at.replace(hour=0, minute=0, second=0, microsecond=0)
        record_audience(
            workspace=workspace, account=account, origin="first_party", source=source, observed_at=day, figures=shares,
            sample=facts.sample,
        )  # fmt: skip


def read_due_grants() -> dict[str, int]:
    """Reads every connected account that was not read for some 20 hours; counts of "read" and "failed".

    A failure is noted with the grant and tried again hours later; one never stops the others.
    """
    now = clock.now()
    waiting = Q(read_at=None) | Q(read_at__lt=now - EVERY)
    rested = Q(failed_at=None) | Q(failed_at__lt=now - AGAIN_AFTER)
    due = Grant.objects.filter(waiting, rested, consent__withdrawn_at=None).order_by(F("read_at").asc(nulls_first=True))
    counts = {"read": 0, "failed": 0}
    for grant in due.select_related("consent__account", "consent__workspace")[:MOST]:
        try:
            read_grant(grant)
            counts["read"] += 1
        except GroundswellError as error:
            counts["failed"] += 1
            until = error.until - AGAIN_AFTER if isinstance(error, Slow) else now
            Grant.objects.filter(pk=grant.pk).update(failed_at=until, message=error.message[:300])
            log.warning("grant.unread", grant=grant.pk, connector=grant.connector, error=error.code)
    return counts


def read_grant(grant: Grant) -> None:
    """Reads one connected account now, with a renewed token where the old one is about to run out."""
    with open_line(grant.connector) as line:
        oauth = line.plugin.connect
        if oauth is None:
            return
        tokens = _fresh(grant, oauth, line)
        facts = oauth.read(line.wire, tokens.access)
    with transaction.atomic():
        # Locked, so that nothing is kept for a consent that is being withdrawn.
        consent = Consent.objects.select_for_update().get(pk=grant.consent_id)
        if consent.withdrawn_at is None:
            keep_own_facts(consent, facts)
            Grant.objects.filter(pk=grant.pk).update(read_at=clock.now(), failed_at=None, message="")


def _fresh(grant: Grant, oauth: OAuth, line: Line) -> Tokens:
    tokens = tokens_of(grant)
    lasts = tokens.expires_at - clock.now() if tokens.expires_at else None
    if lasts is None or lasts > (EVERY if tokens.refresh else RENEW_BEFORE):
        return tokens
    tokens = oauth.renew(line.wire, line.secrets, tokens)
    # Kept at once: many networks take the old one back with the new.
    Grant.objects.filter(pk=grant.pk).update(sealed=seal(tokens), expires_at=tokens.expires_at)
    return tokens


def _keep_figures(
    workspace: Workspace, subject: Account | Post, metrics: Mapping[str, float], source: str, at: datetime
) -> None:
    """Of the public catalogue's account only readings are kept: its own newest figures are seen by everybody."""
    if not metrics:
        return
    if isinstance(subject, Post) or subject.workspace_id is not None:
        record_readings(workspace=workspace, subject=subject, values=metrics, source=source, observed_at=at)
        return
    rows = [
        Reading(workspace=workspace, account=subject, metric=metric, value=value, source=source, observed_at=at)
        for metric, value in metrics.items()
    ]
    Reading.objects.bulk_create(rows, ignore_conflicts=True)
