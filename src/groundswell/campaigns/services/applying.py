"""An application comes in over the public page."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from groundswell.campaigns.models import Application, OpenCall
from groundswell.campaigns.queries.known import matched
from groundswell.campaigns.rules.open_calls import MOST_ACCOUNTS, Question, content_digest, read_answers
from groundswell.creators.rules import fold_email
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, Conflict
from groundswell.platforms.addresses import Profile, parse_profile
from groundswell.platforms.names import PLATFORMS

MOST_OF_ONE_ADDRESS = 3


@dataclass(frozen=True, kw_only=True)
class Applied:
    """What was typed. `accounts` are (network or empty, handle or address); `answers` in the order of the questions."""

    name: str
    email: str
    country: str = ""
    accounts: Sequence[tuple[str, str]] = ()
    answers: Sequence[str] = ()
    message: str = ""
    agreed: bool = False
    consent_version: int = 0
    ip: str | None = None
    user_agent: str = ""


@transaction.atomic
def receive_application(*, call: OpenCall, applied: Applied) -> Application:
    """Keeps the application for a person to decide, matched to whom it may be; the same one again is the one that is there.

    BadInput names the field; Conflict when the call is closed, when other words of consent stand there now, and when one
    address applies again and again.
    """
    if not call.takes_applications:
        raise Conflict("This call is closed.", code="call_closed")
    if applied.consent_version != call.consent_version:
        raise Conflict("The words you agree to have changed.", where="agreed", cure="Please read them again.")
    facts = _checked(call, applied)
    known: Application | None = call.applications.filter(content_digest=facts["content_digest"]).first()
    if known is not None:
        return known
    if call.applications.filter(email=facts["email"]).count() >= MOST_OF_ONE_ADDRESS:
        raise Conflict(
            "This address has applied already.", where="email", cure="Write to the brand to change something."
        )
    found = matched(call.workspace, name=str(facts["name"]), email=str(facts["email"]), accounts=facts["accounts"])
    made: Application = Application.objects.create(
        workspace=call.workspace,
        call=call,
        match=found.state,
        creator_id=found.creator,
        suggestions=[{"creator": creator, "reason": reason} for creator, reason in found.suggestions],
        consent_text=call.consent_text,
        consent_version=f"{call.slug} {call.consent_version}",
        ip=applied.ip,
        user_agent=applied.user_agent[:255],
        at=clock.now(),
        **facts,
    )
    return made


def _checked(call: OpenCall, applied: Applied) -> dict[str, object]:
    if not (name := " ".join(applied.name.split())[:200]):
        raise BadInput("Your name is missing.", where="name")
    email = fold_email(applied.email)
    try:
        validate_email(email)
    except ValidationError as error:
        raise BadInput("That is no e-mail address.", where="email") from error
    if not applied.agreed:
        raise BadInput("The box is not ticked.", where="agreed", cure="Tick it to apply.")
    questions = [Question(**{**row, "choices": tuple(row["choices"])}) for row in call.questions]
    facts: dict[str, object] = {
        "name": name, "email": email, "country": applied.country.strip().upper()[:2],
        "accounts": _accounts(call, applied.accounts), "answers": read_answers(questions, applied.answers),
        "message": applied.message.strip()[:3000],
    }  # fmt: skip
    return facts | {"content_digest": content_digest(facts)}


def _accounts(call: OpenCall, typed: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    found: dict[tuple[str, str], Profile] = {}
    for number, (platform, text) in enumerate(typed[:MOST_ACCOUNTS], start=1):
        if not text.strip():
            continue
        try:
            profile = parse_profile(text.strip()[:300], platform or None)
        except BadInput as error:
            raise BadInput(error.message, where=f"accounts[{number}]", cure=error.cure) from error
        if call.platforms and profile.platform not in call.platforms:
            allowed = ", ".join(PLATFORMS[name] for name in call.platforms)
            raise BadInput(
                "This call is for other networks.", where=f"accounts[{number}]", cure=f"It takes: {allowed}."
            )
        found.setdefault((profile.platform, profile.handle), profile)
    if len(found) < call.accounts_needed:
        words = "an account" if call.accounts_needed == 1 else f"{call.accounts_needed} accounts"
        raise BadInput(f"This call asks for {words}.", where="accounts[1]", cure="Give the address of your profile.")
    return [{"platform": p.platform, "handle": p.handle, "url": p.url} for p in found.values()]
