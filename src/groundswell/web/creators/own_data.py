"""/c/me_TOKEN: what a creator sees of themselves, connects, uploads and takes back. No account, one address."""

from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from groundswell.campaigns.queries import standings
from groundswell.creators.consent import (
    Pending,
    begin_connecting,
    finish_connecting,
    open_link,
    save_insights,
    texts,
    withdraw,
    withdraw_all,
)
from groundswell.creators.consent.connecting import pending_link, words_for
from groundswell.creators.consent.links import token_of
from groundswell.creators.consent.queries import consents_of, known_of
from groundswell.creators.models import ConsentLink
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, Conflict, GroundswellError, NotFound
from groundswell.kit.rate_limit import check_rate
from groundswell.platforms.names import PLATFORMS
from groundswell.platforms.queries import connectable
from groundswell.web.campaigns.visitor import personal_page
from groundswell.web.creators.own_data_forms import InsightsForm

SESSION, MOST_PENDING = "connecting", 5
DONE = {
    "connected": ("green", "Your account is connected", "What it told stands below. You can take it back at any time."),
    "uploaded": ("green", "Thank you: your insights are in", "They stand below. You can take them back at any time."),
    "withdrawn": ("green", "Taken back", "What you gave with it has been removed."),
    "withdrawn-here": ("amber", "Taken back, and removed here", ""),
    "refused": ("sky", "Nothing was connected", "You did not agree on the network’s page, so nothing was read."),
}


@require_safe
@personal_page
def data_page(request: HttpRequest, token: str) -> HttpResponse:
    """Everything in one place, for a phone."""
    link = open_link(token)
    ConsentLink.objects.filter(pk=link.pk).update(seen_at=clock.now())
    return _show(request, link, InsightsForm(_accounts(link)))


@require_POST
@personal_page
def insights(request: HttpRequest, token: str) -> HttpResponse:
    """Insights come in, typed or as a file."""
    link = open_link(token)
    check_rate(cache, f"insights:{link.pk}", "20/h")
    form = InsightsForm(_accounts(link), request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, link, form, status=422)
    ready = form.cleaned_data
    try:
        save_insights(
            link=link, profile=ready["ready_profile"], observed_on=ready["observed_on"], figures=ready["ready_file"],
            screenshot=ready["ready_screenshot"],
        )  # fmt: skip
    except (BadInput, Conflict) as error:
        form.add_error(error.where if error.where in form.fields else None, f"{error.message} {error.cure}".strip())
        return _show(request, link, form, status=422)
    return redirect(f"/c/{token}/?done=uploaded#given")


@require_POST
@personal_page
def connect(request: HttpRequest, token: str) -> HttpResponse:
    """Off to the network, with what only this browser and we know."""
    link = open_link(token)
    check_rate(cache, f"connect:{link.pk}", "20/h")
    if request.POST.get("agree") != "yes":
        raise BadInput("The box is not ticked.", where="agree", cure="Go back and tick it to agree.")
    address, pending = begin_connecting(link=link, connector=request.POST.get("connector", ""))
    kept: dict[str, Any] = request.session.get(SESSION, {})
    latest = dict(list(kept.items())[-(MOST_PENDING - 1) :])
    request.session[SESSION] = {**latest, pending.state: pending.as_dict()}
    return redirect(address)


@require_safe
@personal_page
def back(request: HttpRequest) -> HttpResponse:
    """The one address networks send creators back to. A state that this browser did not leave with is refused, and each
    counts once."""
    kept: dict[str, Any] = request.session.get(SESSION, {})
    told = kept.pop(request.GET.get("state", ""), None)
    if told is None:
        raise BadInput(
            "This answer belongs to no question that was asked from this browser.", where="state",
            cure="Open your own page again and connect from there.",
        )  # fmt: skip
    request.session[SESSION] = kept
    pending = Pending.of(told)
    page = f"/c/{token_of(pending_link(pending))}/"
    code = request.GET.get("code", "")
    if not code:
        return redirect(f"{page}?done=refused")
    try:
        finish_connecting(pending=pending, code=code)
    except NotFound:
        raise
    except GroundswellError as error:
        link = pending_link(pending)
        return _show(request, link, InsightsForm(_accounts(link)), problem=error, status=error.status)
    return redirect(f"{page}?done=connected#given")


@require_POST
@personal_page
def take_back(request: HttpRequest, token: str) -> HttpResponse:
    """Withdraws one consent (`consent`), or all and the page with them (`consent=all`)."""
    link = open_link(token)
    wanted = request.POST.get("consent", "")
    if wanted == "all":
        told = withdraw_all(link=link)
        return render(request, "creators/own_data_closed.html", {"workspace": link.workspace, "told": told})
    if not wanted.isdecimal():
        raise NotFound("There is no such consent.", where="consent")
    told = withdraw(link=link, consent=int(wanted))
    return redirect(f"/c/{token}/?done={'withdrawn' if told else 'withdrawn-here'}#given")


def _accounts(link: ConsentLink) -> list[Any]:
    return list(link.creator.accounts.order_by("platform", "handle"))


def _show(
    request: HttpRequest,
    link: ConsentLink,
    form: InsightsForm,
    problem: GroundswellError | None = None,
    status: int = 200,
) -> HttpResponse:
    ways = connectable()
    context = {
        "link": link,
        "token": token_of(link),
        "creator": link.creator,
        "workspace": link.workspace,
        "done": DONE.get(request.GET.get("done", "")),
        "problem": problem,
        "ways": [(plugin, words_for(link, plugin)) for plugin in ways],
        "after": [(plugin.label, plugin.connect.after) for plugin in ways if plugin.connect and plugin.connect.after],
        "known": known_of(link.workspace, link.creator),
        "campaigns": [one for one in standings(link.workspace, link.creator) if one.is_told],
        "given": consents_of(link.workspace, link.creator),
        "form": form,
        "upload_text": texts.to_upload(link.workspace.name),
        "platforms": PLATFORMS,
    }
    response = render(request, "creators/own_data.html", context, status=status)
    # Browsers hold a form's redirects against form-action too, so where it leads must be named.
    response._csp_update = {"form-action": [plugin.connect.origin for plugin in ways if plugin.connect]}  # type: ignore[attr-defined]  # django-csp reads it
    return response
