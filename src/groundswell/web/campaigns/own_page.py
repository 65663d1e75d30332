"""A creator's own page in a campaign: what was agreed, their link and code, their posts and how they do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from groundswell.campaigns.models import Participant
from groundswell.campaigns.queries import colour_of, participant_of_token
from groundswell.campaigns.rules.open_calls import ink_on
from groundswell.disclosure.services import check_draft, receive_post
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, NotFound
from groundswell.links.qr import TYPES, qr_code
from groundswell.links.queries import address_of
from groundswell.outreach.services import receive_from_page
from groundswell.tracking.rules.ical import calendar_of
from groundswell.web.campaigns.forms.post import DraftForm, PostForm
from groundswell.web.campaigns.own_page_parts import dates_of, parts_of
from groundswell.web.campaigns.visitor import personal_page
from groundswell.web.disclosure.marking import marked

LOOK = (
    ".public-hero{{background:{colour}}}.public-hero h1,.public-hero p,.public-hero .eyebrow{{color:{ink}!important}}"
)


@require_safe
@personal_page
def own_page(request: HttpRequest, token: str) -> HttpResponse:
    """Everything in one place, for a phone."""
    participant = participant_of_token(token)
    Participant.objects.filter(pk=participant.pk).update(page_seen_at=clock.now())
    return _show(request, participant, PostForm())


@require_POST
@personal_page
def draft(request: HttpRequest, token: str) -> HttpResponse:
    """The verdict on a caption before it is published (a fragment for the page)."""
    participant = participant_of_token(token)
    form = DraftForm(request.POST)
    if not form.is_valid():
        return render(request, "campaigns/draft_verdict.html", {"form": form})
    answer = check_draft(participant=participant, **form.cleaned_data)
    caption = form.cleaned_data["caption"]
    context = {"answer": answer, "marked": marked(caption, answer["findings"], answer["disclosure"])}
    return render(request, "campaigns/draft_verdict.html", context)


@require_POST
@personal_page
def submit(request: HttpRequest, token: str) -> HttpResponse:
    """A post comes in; the page then says where it belongs and whether it is disclosed."""
    participant = participant_of_token(token)
    form = PostForm(request.POST)
    if not form.is_valid():
        return _show(request, participant, form, status=422)
    try:
        received = receive_post(
            participant=participant,
            url=form.cleaned_data["url"],
            caption=form.cleaned_data["caption"],
            submitted_by="creator",
            shown=form.shown(),
        )
    except BadInput as error:
        form.add_error("url", f"{error.message} {error.cure}".strip())
        return _show(request, participant, form, status=422)
    return redirect(f"/c/{token}/?posted={received.match.pk}#posts")


@require_POST
@personal_page
def ask(request: HttpRequest, token: str) -> HttpResponse:
    """A message to the brand: field `text`."""
    participant = participant_of_token(token)
    receive_from_page(
        workspace=participant.workspace, creator=participant.creator, subject=participant.campaign.name,
        text=request.POST.get("text", ""),
    )  # fmt: skip
    return redirect(f"/c/{token}/?asked=yes#talk")


@require_safe
@personal_page
def dates(request: HttpRequest, token: str) -> HttpResponse:
    """The creator's dates as a calendar file."""
    participant = participant_of_token(token)
    content = calendar_of(participant.campaign.name, dates_of(participant), at=clock.now())
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="my-dates.ics"'
    return response


@require_safe
@personal_page
def look(request: HttpRequest, token: str) -> HttpResponse:
    """The brand's colour as a style sheet: pages may carry no styles of their own."""
    colour = colour_of(participant_of_token(token).campaign)
    css = LOOK.format(colour=colour, ink=ink_on(colour)) if colour else ""
    return HttpResponse(css, content_type="text/css")


@require_safe
@personal_page
def qr(request: HttpRequest, token: str, image: str = "svg") -> HttpResponse:
    """The creator's short link as a QR code, svg or png."""
    participant = participant_of_token(token)
    if participant.link is None:
        raise NotFound("There is no link yet.")
    return HttpResponse(qr_code(address_of(participant.link), image), content_type=TYPES[image])


def _show(request: HttpRequest, participant: Participant, form: PostForm, status: int = 200) -> HttpResponse:
    context = parts_of(participant) | {
        "posted": request.GET.get("posted", ""),
        "asked": "asked" in request.GET,
        "form": form,
        "draft_form": DraftForm(auto_id="draft_%s"),
    }
    return render(request, "campaigns/own_page.html", context, status=status)
