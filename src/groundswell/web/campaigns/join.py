"""/join/SLUG: anybody may apply. Kept clean without third parties: a trap that only machines fill in, a stamp that tells
how long the form was open, and counters by address and by call."""

from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from groundswell.campaigns.models import OpenCall
from groundswell.campaigns.queries import call_at
from groundswell.campaigns.rules.open_calls import ink_on
from groundswell.campaigns.services import receive_application
from groundswell.creators.consent.evidence import TYPES
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, Conflict, NotFound
from groundswell.kit.rate_limit import check_rate
from groundswell.web.campaigns.forms.join import JoinForm
from groundswell.web.campaigns.visitor import address_of
from groundswell.web.http import is_larger

SALT = "join"
LEAST_SECONDS, MOST_SECONDS = 3, 12 * 3600
LARGEST = 64 * 1024
OF_ONE_ADDRESS, OF_ONE_CALL = "10/h", "500/d"
LOOK = (
    ".public-hero{{background:{colour}}}.public-hero h1,.public-hero p,.public-hero .eyebrow{{color:{ink}!important}}"
)


def join(request: HttpRequest, slug: str) -> HttpResponse:
    """GET: what is sought, what it gives, the form. POST: the application."""
    check_rate(cache, f"join-page:{address_of(request)}", "60/m")
    call = call_at(slug)
    if not call.takes_applications:
        return render(request, "campaigns/join_closed.html", _context(call), status=404)
    if request.method == "POST":
        return _receive(request, call)
    return _show(request, call, JoinForm(call))


@require_safe
def joined(request: HttpRequest, slug: str) -> HttpResponse:
    """Thanks; the same for everybody, known or not."""
    return render(request, "campaigns/join_thanks.html", _context(call_at(slug)))


@require_safe
def look(request: HttpRequest, slug: str) -> HttpResponse:
    """The brand's colour as a style sheet: pages may carry no styles of their own."""
    call = call_at(slug)
    css = LOOK.format(colour=call.colour, ink=ink_on(call.colour)) if call.colour else ""
    return HttpResponse(css, content_type="text/css", headers={"Cache-Control": "public, max-age=300"})


@require_safe
def logo(request: HttpRequest, slug: str) -> HttpResponse:
    """The brand's picture, as a picture and as nothing else."""
    call = call_at(slug)
    kind = TYPES.get((call.logo.name or "").rpartition(".")[2]) if call.logo else None
    if kind is None:
        raise NotFound("There is no logo.")
    with call.logo.open("rb") as file:
        response = HttpResponse(file.read(), content_type=kind)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "public, max-age=300"
    return response


def _receive(request: HttpRequest, call: OpenCall) -> HttpResponse:
    if is_larger(request, LARGEST):
        raise BadInput("That is too much at once.", where="body", cure="Shorten your answers.")
    check_rate(cache, f"join:{address_of(request)}", OF_ONE_ADDRESS)
    form = JoinForm(call, request.POST)
    if request.POST.get("site"):
        # A machine is told what a person is told, and learns nothing.
        return redirect("joined", slug=call.slug)
    if not form.is_valid():
        return _show(request, call, form, status=422)
    if wrong := _stamp_problem(request.POST.get("stamp", ""), call):
        form.add_error(None, wrong)
        return _show(request, call, form, status=422)
    check_rate(cache, f"join-call:{call.pk}", OF_ONE_CALL)
    version = request.POST.get("consent_version", "")
    applied = form.applied(
        consent_version=int(version) if version.isdecimal() else 0,
        ip=address_of(request),
        user_agent=request.headers.get("User-Agent", ""),
    )
    try:
        receive_application(call=call, applied=applied)
    except (BadInput, Conflict) as error:
        form.complain(error.where or "", f"{error.message} {error.cure}".strip())
        return _show(request, call_at(call.slug), form, status=error.status)
    return redirect("joined", slug=call.slug)


def _stamp_problem(stamp: str, call: OpenCall) -> str:
    try:
        told = signing.loads(stamp, salt=SALT)
        seconds = clock.now().timestamp() - float(told["at"]) if told["call"] == call.pk else -1.0
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        seconds = -1.0
    if seconds < LEAST_SECONDS:
        return "That was faster than anybody can type. Please send it once more."
    return "This page was open for very long. Please send it once more." if seconds > MOST_SECONDS else ""


def _context(call: OpenCall) -> dict[str, object]:
    return {"call": call, "campaign": call.campaign, "workspace": call.workspace}


def _show(request: HttpRequest, call: OpenCall, form: JoinForm, status: int = 200) -> HttpResponse:
    stamp = signing.dumps({"call": call.pk, "at": clock.now().timestamp()}, salt=SALT)
    gives = [line.strip() for line in call.gives.splitlines() if line.strip()]
    context = _context(call) | {"form": form, "stamp": stamp, "gives": gives}
    return render(request, "campaigns/join.html", context, status=status)
