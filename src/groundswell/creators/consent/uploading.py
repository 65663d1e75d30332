"""Insights a creator types or uploads become first-party figures, with the consent beside them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from django.core.files.base import File
from django.db import transaction

from groundswell.creators.audience.facts import AudienceFacts
from groundswell.creators.consent import texts
from groundswell.creators.consent.accounts import account_for
from groundswell.creators.consent.evidence import drop_unused, names_in
from groundswell.creators.models import AudienceFigure, Consent, ConsentLink
from groundswell.creators.services import record_audience
from groundswell.kit import clock
from groundswell.kit.errors import BadInput
from groundswell.platforms.addresses import Profile

SOURCE = "Insights uploaded by the creator"
OLDEST = timedelta(days=731)


@transaction.atomic
def save_insights(
    *,
    link: ConsentLink,
    profile: Profile,
    observed_on: date,
    figures: Sequence[AudienceFacts],
    screenshot: File[bytes] | None = None,
) -> Consent:
    """Keeps the shares for the link's workspace only. Insights of the same account and day replace the earlier ones.

    `BadInput` for a day ahead or more than two years back, `Conflict` for an account filed under another person.
    """
    today = clock.now().date()
    if not today - OLDEST <= observed_on <= today + timedelta(days=1):
        raise BadInput("The day lies ahead, or more than two years back.", where="observed_on")
    workspace, creator = link.workspace, link.creator
    account = account_for(workspace, creator, profile)
    at = datetime.combine(observed_on, time(), UTC)
    before = AudienceFigure.objects.filter(workspace=workspace, account=account, source=SOURCE, observed_at=at)
    replaced = names_in(before)
    record_audience(
        workspace=workspace, account=account, origin="first_party", source=SOURCE, observed_at=at, figures=figures,
        evidence=screenshot,
    )  # fmt: skip
    drop_unused(replaced)
    given = {"creator": creator, "account": account, "kind": Consent.Kind.UPLOADED, "source": SOURCE, "observed_at": at}
    Consent.objects.of(workspace).filter(**given, withdrawn_at=None).update(withdrawn_at=clock.now())
    consent: Consent = Consent.objects.create(
        workspace=workspace, **given, text=texts.to_upload(workspace.name), text_version=texts.VERSION
    )
    return consent
