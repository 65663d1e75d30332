"""The calendar of what is owed: month, week and list; moved by hand; read from outside."""

from datetime import date

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from groundswell.campaigns.models import Campaign
from groundswell.campaigns.queries import campaign_of
from groundswell.kit import clock
from groundswell.kit.errors import BadInput, Conflict, NotFound
from groundswell.outreach.queries import mailbox_of, mailboxes
from groundswell.tracking.models import CalendarFeed, ReminderSetting
from groundswell.tracking.queries import (
    calendar_entries,
    deliverable_of,
    feed_of_token,
    undated_deliverables,
    week_address,
)
from groundswell.tracking.queries import calendar_file as ical
from groundswell.tracking.rules.calendar import VIEWS, days_of_view, neighbours
from groundswell.tracking.services import extend_deliverable, open_feed, set_reminders
from groundswell.web.campaigns.visitor import personal_page
from groundswell.web.http import WorkspaceRequest, reads_only

IN_A_DAY = 4  # cards in a month's day; the others are a link


@require_safe
def calendar(request: WorkspaceRequest) -> HttpResponse:
    """`?view=` month, week or list; `?day=` any day of it; `?campaign=` narrows it down."""
    view, slug = request.GET.get("view", "month"), request.GET.get("campaign", "")
    if view not in VIEWS:
        raise NotFound(f"There is no view “{view}”.", where="view")
    today = clock.today()
    day = day_of(request.GET["day"]) if request.GET.get("day") else today
    campaign = campaign_of(request.workspace, slug) if slug else None
    days = days_of_view(view, day)
    entries = calendar_entries(request.workspace, first=days[0], last=days[-1], today=today, campaign=campaign)
    by_day = {one: [entry for entry in entries if entry.day == one] for one in days}
    before, after = neighbours(view, day)
    most = IN_A_DAY if view == "month" else len(entries)
    context = {
        "most": most, "cut": f":{most}", "less": -most,
        "view": view, "active": {view: True}, "day": day, "today": today, "before": before, "after": after, "chosen": slug,
        "days": [(one, rows) for one, rows in by_day.items() if rows or view != "list"],
        "clashing": sum(bool(entry.clashes) for entry in entries), "undated": undated_deliverables(request.workspace, campaign=campaign),
        "campaigns": Campaign.objects.of(request.workspace).order_by("name"), "mailboxes": mailboxes(request.workspace),
        "reminding": ReminderSetting.objects.of(request.workspace).select_related("mailbox").first(),
        "feed": CalendarFeed.objects.of(request.workspace).filter(user=request.user).first(), "base": settings.PUBLIC_URL,
    }  # fmt: skip
    return render(request, "tracking/calendar.html", context)


@require_POST
def calendar_move(request: WorkspaceRequest) -> HttpResponse:
    """A dropped card: `card` is the deliverable, `column` its new last day."""
    card = request.POST.get("card", "")
    if not card.isdecimal():
        raise BadInput("No deliverable was moved.", where="card")
    found = deliverable_of(request.workspace, int(card))
    try:
        extend_deliverable(deliverable=found, due_on=day_of(request.POST.get("column", "")), user=request.user)
    except (BadInput, Conflict) as error:
        # The script that moves cards shows the message.
        return JsonResponse({"message": error.message}, status=409 if isinstance(error, Conflict) else 422)
    return HttpResponse(status=204)


@reads_only
@require_POST
def calendar_feed(request: WorkspaceRequest) -> HttpResponse:
    """Makes the member's own address; `anew` closes the one there is."""
    open_feed(workspace=request.workspace, user=request.user, anew=bool(request.POST.get("anew")))
    messages.success(request, "Add the address to your calendar. Whoever has it can read what is due.")
    return redirect("calendar", slug=request.workspace.slug)


@require_POST
def calendar_reminders(request: WorkspaceRequest) -> HttpResponse:
    """Reminds creators from `mailbox`; an empty one: no more."""
    box = request.POST.get("mailbox", "")
    mailbox = mailbox_of(request.workspace, int(box)) if box.isdecimal() else None
    set_reminders(workspace=request.workspace, mailbox=mailbox, user=request.user)
    messages.success(request, "Creators are reminded." if mailbox else "Nobody is reminded any more.")
    return redirect("calendar", slug=request.workspace.slug)


@require_safe
@personal_page
def calendar_file(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar of whoever has the address: a year back and a year ahead."""
    feed = feed_of_token(token)
    content = ical(feed.workspace, today=clock.today(), at=clock.now(), base=week_address(feed.workspace))
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")


def day_of(text: str) -> date:
    """A day as addresses write it; `BadInput` for what is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(f"“{text}” is no day.", where="day", cure="Write it like 2026-12-14.") from None
