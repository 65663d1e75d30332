"""Consent to know whom somebody follows: asked in plain words, kept word by word, withdrawn with one click."""

from django.db import transaction

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.creators.rules import fold_email
from groundswell.discovery.models import Customer, CustomerFollow, FanPage, FollowConsent
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, Conflict, NotFound
from groundswell.kit.ids import digest, new_token
from groundswell.platforms.addresses import parse_profile

VERSION = "2026-11"
TEXT = (
    "I agree that {brand} keeps the list of accounts I follow on {network}, to find out which creators its customers like, "
    "counted together with the lists of other customers. The list is not shown to anybody else and not used to contact me "
    "or the people on it. I can withdraw this at any time with the link I get; the list is then deleted."
)
ON_PAGE = "the network I name here"
"""The page is read before a network is chosen on it; what is kept are the words that were read."""
BY_HANDLE = ("bluesky", "mastodon")
BY_FILE = ("instagram",)


def consent_text(workspace: Workspace, network: str) -> str:
    """What is agreed to, word by word."""
    return TEXT.format(brand=workspace.name, network=network)


@transaction.atomic
def open_page(*, workspace: Workspace, intro: str = "", is_open: bool = True, user: User | None = None) -> FanPage:
    """The workspace's public page, made at the first call; `is_open` False closes it, its address stays."""
    page: FanPage
    page, _ = FanPage.objects.get_or_create(workspace=workspace, defaults={"token": new_token()})
    page.intro, page.is_open = " ".join(intro.split())[:500], is_open
    page.save(update_fields=["intro", "is_open"])
    detail = {"open": is_open}
    record_audit(workspace=workspace, user=user, action="fan_page.changed", subject="fan page", detail=detail)
    return page


@transaction.atomic
def give_consent(*, workspace: Workspace, platform: str, handle: str, email: str = "") -> tuple[FollowConsent, str]:
    """By the person, on the public page. It counts at once for a known customer; a stranger's waits for a member.

    Answers the consent and the token of the link that withdraws it, which is shown once.
    """
    customer = _customer(workspace, email)
    return _record(
        workspace, platform, handle, ON_PAGE, customer=customer, how=FollowConsent.How.PAGE,
        accepted=customer is not None,
    )  # fmt: skip


@transaction.atomic
def record_consent(
    *,
    workspace: Workspace,
    platform: str,
    handle: str,
    network: str,
    evidence: str,
    email: str = "",
    user: User | None = None,
) -> tuple[FollowConsent, str]:
    """By a member, who says where they have the consent from."""
    evidence = " ".join(evidence.split())[:300]
    if not evidence:
        raise BadInput(
            "Say how the person agreed.", where="evidence", cure="For instance: “mail of 3 May”, “form at the till”."
        )
    made = _record(
        workspace, platform, handle, network, customer=_customer(workspace, email), how=FollowConsent.How.MEMBER,
        accepted=True, evidence=evidence, user=user,
    )  # fmt: skip
    record_audit(
        workspace=workspace,
        user=user,
        action="consent.recorded",
        subject=f"consent {made[0].pk}",
        detail={"by": evidence},
    )
    return made


@transaction.atomic
def accept_consent(*, workspace: Workspace, consent: FollowConsent, user: User | None = None) -> None:
    """A member says that the stranger on the public page is a customer: the list counts."""
    if consent.withdrawn_at:
        raise Conflict("This consent was withdrawn.", where="consent")
    FollowConsent.objects.of(workspace).filter(pk=consent.pk).update(accepted=True)
    record_audit(workspace=workspace, user=user, action="consent.accepted", subject=f"consent {consent.pk}", detail={})


@transaction.atomic
def withdraw_consent(*, consent: FollowConsent) -> None:
    """Deletes the list and the handle; that there was a consent, and until when, stays as proof. Twice changes nothing."""
    if consent.withdrawn_at:
        return
    CustomerFollow.objects.of(consent.workspace).filter(consent=consent).delete()
    consent.handle, consent.withdrawn_at, consent.customer = "", clock.now(), None
    consent.save(update_fields=["handle", "withdrawn_at", "customer"])


def consent_of_token(token: str) -> FollowConsent:
    """The consent whose link this is; `NotFound` for any other text."""
    found = FollowConsent.objects.select_related("workspace").filter(token_digest=digest(token)).first()
    if found is None:
        raise NotFound("There is no such link.")
    return found


def _record(
    workspace: Workspace, platform: str, handle: str, network: str, *, customer: Customer | None, how: str,
    accepted: bool, evidence: str = "", user: User | None = None,
) -> tuple[FollowConsent, str]:  # fmt: skip
    if platform not in (*BY_HANDLE, *BY_FILE):
        raise BadInput("Lists are read from Bluesky, Mastodon and Instagram’s data download.", where="platform")
    profile = parse_profile(handle, platform)
    given = FollowConsent.objects.of(workspace).filter(platform=platform, handle=profile.handle, withdrawn_at=None)
    if given.exists():
        raise Conflict("This list was given already.", where="handle", cure="Withdraw it first to give it anew.")
    token = new_token()
    consent: FollowConsent = FollowConsent.objects.create(
        workspace=workspace, customer=customer, platform=platform, handle=profile.handle,
        text=consent_text(workspace, network), version=VERSION, how=how, evidence=evidence, recorded_by=user,
        token_digest=digest(token), accepted=accepted,
    )  # fmt: skip
    return consent, token


def _customer(workspace: Workspace, email: str) -> Customer | None:
    found: Customer | None = (
        Customer.objects.of(workspace).filter(email=fold_email(email)).first() if email.strip() else None
    )
    return found
