"""Templates: a list, an editor, a look at a real person."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from groundswell.creators.models import Creator
from groundswell.kit.errors import BadInput
from groundswell.outreach import queries, services
from groundswell.outreach.facts import OFFERED
from groundswell.outreach.models import Template
from groundswell.web.http import WorkspaceRequest

FIRST = {
    "name": "First hello",
    "subject": "{{ creator.first_name }}, your {{ creator.platform }} posts and {{ brand.name }}",
    "body": (
        "Hi {{ creator.first_name }},\n\n"
        "{% if creator.last_post.caption %}I read your post “{{ creator.last_post.caption }}” and liked it."
        "{% else %}I have been following {{ creator.handle }} for a while.{% endif %}\n\n"
        "Would you like to hear what we have in mind?\n\n"
        "{{ sender.name }}\n"
    ),
}


class TemplateForm(forms.Form):
    name = forms.CharField(max_length=120)
    subject = forms.CharField(max_length=255)
    body = forms.CharField(widget=forms.Textarea(attrs={"rows": 14}), label="Text")


@require_GET
def templates(request: WorkspaceRequest) -> HttpResponse:
    """All templates by name."""
    rows = queries.templates(request.workspace)
    return render(request, "outreach/templates.html", {"templates": rows, "editable": request.membership.may_write})


@require_http_methods(["GET", "POST"])
def new(request: WorkspaceRequest) -> HttpResponse:
    """A new template, begun with an example."""
    return _edit(request, None, TemplateForm(request.POST or None, initial=FIRST))


@require_http_methods(["GET", "POST"])
def edit(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """One template."""
    found = queries.template_of(request.workspace, pk)
    initial = {"name": found.name, "subject": found.subject, "body": found.body}
    return _edit(request, found, TemplateForm(request.POST or None, initial=initial))


@require_POST
def delete(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Deletes a template; messages made from it stay."""
    found = queries.template_of(request.workspace, pk)
    services.delete_template(workspace=request.workspace, template=found, user=request.user)
    messages.success(request, f"“{found.name}” was deleted.")
    return redirect("templates", slug=request.workspace.slug)


def _edit(request: WorkspaceRequest, found: Template | None, form: TemplateForm) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, found, form)
        except BadInput as error:
            field = error.where if error.where in form.fields else None
            form.add_error(field, f"{error.message} {error.cure}".strip())
        else:
            messages.success(request, "The template was saved.")
            return redirect("templates", slug=request.workspace.slug)
    context = {"template": found, "form": form, "facts": OFFERED, "sample": _sample(request, form)}
    return render(request, "outreach/template.html", context, status=422 if form.errors else 200)


def _save(request: WorkspaceRequest, found: Template | None, form: TemplateForm) -> None:
    if found is None:
        services.create_template(workspace=request.workspace, user=request.user, **form.cleaned_data)
    else:
        services.update_template(workspace=request.workspace, template=found, user=request.user, **form.cleaned_data)


def _sample(request: WorkspaceRequest, form: TemplateForm) -> queries.Preview | None:
    """The text for the newest creator with an address, to see how it reads."""
    person = Creator.objects.of(request.workspace).exclude(email="").order_by("-pk").first()
    if person is None:
        return None
    subject, body = (str(form[name].value() or "") for name in ("subject", "body"))
    [seen] = queries.previews(
        request.workspace,
        [person],
        subject,
        body,
        mailbox=queries.mailboxes(request.workspace).first(),
        user=request.user,
    )
    return seen
