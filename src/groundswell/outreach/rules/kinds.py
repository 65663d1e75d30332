"""What kind of mail came in, by its headers: a person's answer, a machine's, a bounce, a complaint. Pure."""

import re
from datetime import date, timedelta
from email.message import Message
from itertools import islice

AUTO_SUBJECT = re.compile(
    r"\s*(?:\[?auto(?:matic)?[- ]?(?:reply|response)|out of (?:the )?office|réponse automatique|absence|absent"
    r"|automatische antwort|abwesenheit|respuesta automática|fuera de la oficina|risposta automatica|resposta automática"
    r"|automatisch antwoord)\b",
    re.IGNORECASE,
)
UNSUBSCRIBE = re.compile(
    r"\s*(?:re:\s*)?(?:unsubscribe|stop|abmelden|désabonner|désinscription|darse de baja|baja)\b[\s.!]*", re.IGNORECASE
)
AWAY = timedelta(days=7)
MOST_PARTS = 200
LONGEST_AWAY = timedelta(days=60)
DAY = re.compile(r"\b(20\d\d)-(\d\d)-(\d\d)\b|\b(\d{1,2})[./](\d{1,2})[./](20\d\d)\b")


def is_automatic(mail: Message) -> bool:
    """RFC 3834 and what programs did before it: a machine answered, nobody read."""
    submitted = str(mail.get("Auto-Submitted", "no")).strip().lower().split(";")[0].strip()
    told = any(mail.get(name) for name in ("X-Autoreply", "X-Autorespond", "X-Auto-Response-Suppress-Reply"))
    bulk = str(mail.get("Precedence", "")).strip().lower() in ("auto_reply", "bulk", "junk", "list")
    return submitted not in ("no", "") or told or bulk or bool(AUTO_SUBJECT.match(str(mail.get("Subject", ""))))


def is_report(mail: Message, kind: str) -> bool:
    """RFC 6522: a multipart/report of this kind (delivery-status, feedback-report)."""
    return mail.get_content_type() == "multipart/report" and str(mail.get_param("report-type", "")).lower() == kind


def is_complaint(mail: Message) -> bool:
    """RFC 5965 (ARF): somebody pressed "spam"."""
    return is_report(mail, "feedback-report") or any(
        part.get_content_type() == "message/feedback-report" for part in _parts(mail)
    )


def asks_to_stop(subject: str, text: str) -> bool:
    """A mail that says nothing but "unsubscribe", in its subject or as its whole text."""
    return bool(UNSUBSCRIBE.fullmatch(text.strip())) or str(subject).strip().lower().startswith("unsubscribe b-")


def failed_for_good(mail: Message) -> bool | None:
    """RFC 3464: whether delivery failed for good (5.x.x), only for now or was merely late (4.x.x), None when not told."""
    verdicts = []
    for part in _parts(mail):
        if part.get_content_type() != "message/delivery-status":
            continue
        payload = part.get_payload()
        blocks = payload if isinstance(payload, list) else []
        for block in (each for each in blocks if isinstance(each, Message)):
            status, action = str(block.get("Status", "")).strip(), str(block.get("Action", "")).strip().lower()
            if status[:1] in ("2", "4", "5") or action:
                verdicts.append(status.startswith("5") and action in ("failed", ""))
    return any(verdicts) if verdicts else None


def may_be_forged(mail: Message) -> bool:
    """Whether the receiving server itself says that the sender is not who the mail claims (RFC 8601)."""
    results = " ".join(str(value).lower() for value in mail.get_all("Authentication-Results", []))
    if "dmarc=pass" in results:
        return False
    return "dmarc=fail" in results or ("spf=fail" in results and "dkim=pass" not in results)


def back_on(text: str, today: date) -> date:
    """The last future day that an out-of-office note names, at most 60 days ahead; a week from now when it names none."""
    named = []
    for year, month, day, day2, month2, year2 in DAY.findall(text[:5_000]):
        try:
            named.append(date(int(year or year2), int(month or month2), int(day or day2)))
        except ValueError:
            continue
    future = [each for each in named if today < each <= today + LONGEST_AWAY]
    return max(future) if future else today + AWAY


def _parts(mail: Message) -> list[Message]:
    return list(islice(mail.walk(), MOST_PARTS))
