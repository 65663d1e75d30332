"""Templates a team writes once and uses often."""

from django.db import transaction

from groundswell.accounts.models import User, Workspace
from groundswell.accounts.services import record_audit
from groundswell.kit import clock
from groundswell.outreach.errors import BadTemplate
from groundswell.outreach.facts import NAMES
from groundswell.outreach.models import Template
from groundswell.outreach.rules import one_line, unknown_names


@transaction.atomic
def create_template(*, workspace: Workspace, name: str, subject: str, body: str, user: User | None = None) -> Template:
    """Adds a template; `BadTemplate` when it does not work or asks for a fact that nothing offers."""
    template = Template(workspace=workspace)
    _fill(template, name, subject, body)
    template.save()
    record_audit(workspace=workspace, user=user, action="template.created", subject=template.name)
    return template


@transaction.atomic
def update_template(
    *, workspace: Workspace, template: Template, name: str, subject: str, body: str, user: User | None = None
) -> Template:
    """Changes a template; messages already queued keep their text."""
    _fill(template, name, subject, body)
    template.changed_at = clock.now()
    template.save()
    record_audit(workspace=workspace, user=user, action="template.changed", subject=template.name)
    return template


@transaction.atomic
def delete_template(*, workspace: Workspace, template: Template, user: User | None = None) -> None:
    """Deletes a template; the messages made from it stay."""
    record_audit(workspace=workspace, user=user, action="template.deleted", subject=template.name)
    template.delete()


def check_template(subject: str, body: str) -> None:
    """Refuses a template that does not parse or asks for a fact that nothing offers."""
    for where, text in (("subject", subject), ("body", body)):
        try:
            unknown = unknown_names(text, NAMES)
        except BadTemplate as error:
            raise BadTemplate(error.message, where=where, cure=error.cure) from error
        if unknown:
            raise BadTemplate(f"Nothing offers {', '.join(unknown)}.", where=where, cure="See the list of facts.")


def _fill(template: Template, name: str, subject: str, body: str) -> None:
    template.name = one_line(name, "name", 120)
    template.subject = one_line(subject, "subject")
    if not body.strip():
        raise BadTemplate("A template needs a text.", where="body")
    check_template(subject, body)
    template.body = body.strip() + "\n"
