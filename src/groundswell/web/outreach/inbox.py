"""The inbox: conversations, and one of them."""

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from groundswell.accounts.models import Membership
from groundswell.kit import clock
from groundswell.kit.errors import GroundswellError
from groundswell.kit.ids import new_click_id
from groundswell.outreach import html_mail, queries, services
from groundswell.outreach.models import Thread
from groundswell.web.http import WorkspaceRequest

PAGE = 30
LABELS = {"open": "Open", "mine": "Mine", "snoozed": "Put off", "done": "Done"}


@require_GET
def inbox(request: WorkspaceRequest) -> HttpResponse:
    """`view`: open, mine, snoozed or done; newest first."""
    view = request.GET.get("view", "open")
    rows = queries.threads(request.workspace, view, request.user)
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "view": view,
        "views": LABELS.items(),
        "reads": queries.mailboxes(request.workspace).exclude(imap_host="").exists(),
        "trouble": queries.mailboxes(request.workspace).exclude(imap_error=""),
    }
    return render(request, "outreach/inbox.html", context)


@require_http_methods(["GET", "POST"])
def thread(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """One conversation; POST answers it. `pictures` is the mail whose pictures are fetched from where they lie."""
    found = queries.thread_of(request.workspace, pk)
    status, body = 200, request.POST.get("body", "")
    if request.method == "POST":
        key = f"answer:{pk}:{request.POST.get('nonce', '')[:40]}"
        try:
            services.answer_thread(
                workspace=request.workspace, thread=found, body=body, idempotency_key=key, user=request.user
            )
        except GroundswellError as error:
            messages.error(request, f"{error.message} {error.cure}".strip())
            status = 422
        else:
            messages.success(request, "Your answer is on its way.")
            return redirect("thread", slug=request.workspace.slug, pk=pk)
    elif found.unread and request.membership.may_write:
        services.change_thread(workspace=request.workspace, thread=found, unread=False, user=request.user)
    return render(request, "outreach/thread.html", _context(request, found, body), status=status)


@require_POST
def change(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """`state`, `days` to put it off, or `assigned_to` (a member's id, empty for nobody)."""
    found = queries.thread_of(request.workspace, pk)
    given = request.POST
    if "days" in given:
        days = int(given["days"]) if given["days"].isdecimal() else 0
        until = clock.now() + timedelta(days=min(days, 90)) if days else None
        services.change_thread(workspace=request.workspace, thread=found, snoozed_until=until, user=request.user)
    elif "assigned_to" in given:
        number = given["assigned_to"]
        member = Membership.objects.of(request.workspace).filter(user_id=number if number.isdecimal() else 0).first()
        owner = member.user if member else None
        services.change_thread(workspace=request.workspace, thread=found, assigned_to=owner, user=request.user)
    else:
        state = given.get("state", "")
        services.change_thread(workspace=request.workspace, thread=found, state=state, user=request.user)
    return redirect("thread", slug=request.workspace.slug, pk=pk)


@xframe_options_sameorigin
@require_GET
def as_sent(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """A mail's HTML for the frame it is shown in; `pictures=1` fetches them from where they lie."""
    found, pictures = queries.incoming_of(request.workspace, pk), request.GET.get("pictures") == "1"
    answer = HttpResponse(html_mail.framed(found.html, pictures=pictures))
    answer["Content-Security-Policy"] = html_mail.policy(pictures=pictures)
    answer["Referrer-Policy"] = "no-referrer"
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_GET
def attachment(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """A file somebody sent: downloaded, never shown, whatever it says it is."""
    found = queries.attachment_of(request.workspace, pk)
    headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox; default-src 'none'"}
    answer = HttpResponse(bytes(found.content), content_type="application/octet-stream", headers=headers)
    answer["Content-Disposition"] = f'attachment; filename="{found.name.encode("ascii", "replace").decode()}"'
    return answer


def _context(request: WorkspaceRequest, found: Thread, body: str) -> dict[str, object]:
    chosen = request.GET.get("template", "")
    if chosen.isdecimal() and not body:
        template = queries.template_of(request.workspace, int(chosen))
        [seen] = queries.previews(
            request.workspace, [found.creator], "-", template.body, mailbox=found.mailbox, user=request.user
        )
        body = seen.body
        if seen.missing:
            messages.error(request, f"Not known: {', '.join(seen.missing)}.")
    return {
        "thread": found,
        "entries": queries.entries_of(found),
        "body": body,
        "nonce": new_click_id(),
        "templates": queries.templates(request.workspace),
        "chosen": chosen,
        "pictures": request.GET.get("pictures", ""),
        "members": Membership.objects.of(request.workspace).select_related("user").order_by("user__email"),
        "asleep": found.snoozed_until is not None and found.snoozed_until > clock.now(),
        "editable": request.membership.may_write,
    }
