"""/c/TOKEN/data/: creators see, correct, take along and have erased what is known of them. No account."""

import json
from typing import Any

from django.core.cache import cache
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from groundswell.campaigns.services import ask_erasure
from groundswell.creators.consent.queries import known_of
from groundswell.creators.own_record import (
    confirm_erasure,
    correct_record,
    own_requests,
    record_of,
    request_change,
    request_of_token,
)
from groundswell.kit.errors import BadInput, GroundswellError
from groundswell.kit.rate_limit import check_rate
from groundswell.outreach.queries import is_suppressed
from groundswell.outreach.services import suppress_address
from groundswell.relationships.queries import bases_of
from groundswell.relationships.services import record_event, withdraw_consent
from groundswell.web.campaigns.visitor import personal_page
from groundswell.web.creators.record_door import Door, door_of
from groundswell.web.creators.record_forms import ChangeForm, RecordForm

CHANGES = "20/h"
DONE = {
    "saved": ("green", "Saved", "It holds from now on."),
    "same": ("sky", "Nothing was different", ""),
    "asked": ("green", "Thank you: it was passed on", "Somebody looks at it before it holds. You see the answer here."),
    "stopped": ("green", "No more mails", "Nobody here writes to your address any more."),
    "mailed": ("sky", "Look into your mail", "Confirm there that it was you. The link holds for 14 days."),
    "waits": (
        "green",
        "Your wish was passed on",
        "No mail could be sent to you, so somebody will ask you in another way.",
    ),
}


@require_safe
@personal_page
def record_page(request: HttpRequest, token: str) -> HttpResponse:
    """What is known, and what can be done about it."""
    door = door_of(token)
    return _show(request, door, RecordForm.of(door.creator), ChangeForm())


@require_POST
@personal_page
def correct(request: HttpRequest, token: str) -> HttpResponse:
    """Name, postal address, phone: hold at once."""
    door = _counted(token)
    form = RecordForm(request.POST)
    if form.is_valid():
        try:
            changed = correct_record(creator=door.creator, facts=form.cleaned_data)
        except BadInput as error:
            form.add_error(error.where if error.where in form.fields else None, f"{error.message} {error.cure}".strip())
        else:
            if changed:
                _note(door, "own_record_corrected", f"Corrected on their own page: {', '.join(changed)}.")
            return redirect(f"{door.page}data/?done={'saved' if changed else 'same'}")
    return _show(request, door, form, ChangeForm(), status=422)


@require_POST
@personal_page
def change(request: HttpRequest, token: str) -> HttpResponse:
    """Another e-mail address or account: waits for a person."""
    door = _counted(token)
    form = ChangeForm(request.POST)
    if form.is_valid():
        asked = {kind: value for kind, value in form.cleaned_data.items() if value}
        if not asked:
            form.add_error(None, "Write the new address or the account first.")
        for kind, value in asked.items():
            try:
                request_change(creator=door.creator, kind=kind, value=value)
                _note(
                    door, "own_record_asked", f"Asks for another {'address' if kind == 'email' else 'account'}: {value}"
                )
            except GroundswellError as error:
                form.add_error(kind, f"{error.message} {error.cure}".strip())
    if form.errors:
        return _show(request, door, RecordForm.of(door.creator), form, status=422)
    return redirect(f"{door.page}data/?done=asked#asked")


@require_safe
@personal_page
def copy(request: HttpRequest, token: str) -> HttpResponse:
    """Everything as one JSON file."""
    door = _counted(token)
    content = json.dumps(record_of(door.creator), cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    response = HttpResponse(content, content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response


@require_POST
@personal_page
def stop_mails(request: HttpRequest, token: str) -> HttpResponse:
    """No more mails: consents to be written to end, and the address is kept as one not to write to."""
    door = _counted(token)
    withdraw_consent(workspace=door.workspace, creator=door.creator)
    if door.creator.email:
        suppress_address(workspace=door.workspace, email=door.creator.email, reason="unsubscribed")
    _note(door, "unsubscribed", "Asked on their own page not to be written to.")
    return redirect(f"{door.page}data/?done=stopped")


@require_POST
@personal_page
def erase(request: HttpRequest, token: str) -> HttpResponse:
    """Asks to be forgotten; a mail confirms it."""
    door = _counted(token)
    if request.POST.get("sure") != "yes":
        raise BadInput("The box is not ticked.", where="sure", cure="Go back and tick it.")
    _, mailed = ask_erasure(creator=door.creator)
    return redirect(f"{door.page}data/?done={'mailed' if mailed else 'waits'}#erase")


@personal_page
def forget(request: HttpRequest, token: str) -> HttpResponse:
    """GET: one button, because mail programs open links by themselves. POST: confirmed."""
    asked = confirm_erasure(token=token) if request.method == "POST" else request_of_token(token)
    return render(request, "creators/forget.html", {"workspace": asked.workspace, "asked": asked})


def _counted(token: str) -> Door:
    door = door_of(token)
    check_rate(cache, f"own-record:{door.creator.pk}", CHANGES)
    return door


def _note(door: Door, kind: str, text: str) -> None:
    record_event(workspace=door.workspace, creator=door.creator, kind=kind, text=text)


def _show(request: HttpRequest, door: Door, form: RecordForm, change: ChangeForm, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "door": door,
        "token": door.token,
        "creator": door.creator,
        "workspace": door.workspace,
        "done": DONE.get(request.GET.get("done", "")),
        "form": form,
        "change": change,
        "known": known_of(door.workspace, door.creator),
        "requests": own_requests(door.creator),
        "bases": bases_of(door.workspace, door.creator),
        "stopped": is_suppressed(door.workspace, door.creator.email),
    }
    return render(request, "creators/record.html", context, status=status)
