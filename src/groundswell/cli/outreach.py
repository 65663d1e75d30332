"""`groundswell outreach …`: mailboxes, messages, sending."""

import typer

from groundswell.cli.session import answer, start, workspace_of

NAME = "outreach"
commands = typer.Typer(no_args_is_help=True, help="Mail to creators.")


@commands.command("mailbox")
def mailbox(
    context: typer.Context,
    from_email: str = typer.Argument(help="Sender's address."),
    host: str = typer.Option(..., help="SMTP server."),
    port: int = typer.Option(587),
    security: str = typer.Option("starttls", help="starttls, tls or none (own network only)."),
    username: str = typer.Option(""),
    password: str = typer.Option("", envvar="MAILBOX_PASSWORD", help="Better given by MAILBOX_PASSWORD."),
    from_name: str = typer.Option("", help="Sender's name; the workspace's when left out."),
    imap_host: str = typer.Option("", help="IMAP server; without one, answers are not read."),
    imap_port: int = typer.Option(993),
    imap_security: str = typer.Option("tls", help="tls, starttls or none (own network only)."),
    imap_username: str = typer.Option("", help="As for sending when left out."),
    daily_cap: int = typer.Option(40, help="Most paced mails a day."),
    as_json: bool = typer.Option(False, "--json"),
) -> None:
    """Add a mailbox."""
    workspace = workspace_of(context)
    from groundswell.outreach.services import create_mailbox

    made = create_mailbox(
        workspace=workspace,
        name=from_email,
        from_name=from_name or workspace.name,
        from_email=from_email,
        host=host,
        port=port,
        security=security,
        username=username,
        password=password,
        imap_host=imap_host,
        imap_port=imap_port,
        imap_security=imap_security,
        imap_username=imap_username,
        daily_cap=daily_cap,
    )
    answer({"id": made.pk}, as_json=as_json, text=f"Mailbox {made.pk}: {made}")


@commands.command("check")
def check(
    context: typer.Context,
    mailbox_id: int = typer.Argument(help="Id of the mailbox."),
    as_json: bool = typer.Option(False, "--json"),
) -> None:
    """Ask a mailbox's servers and its domain's DNS whether all is well; exit status 1 when something fails."""
    workspace = workspace_of(context)
    from groundswell.outreach import queries, services

    found = services.check_mailbox(workspace=workspace, mailbox=queries.mailbox_of(workspace, mailbox_id))
    text = "\n".join(f"{each['state']:<12} {each['name']}: {each['words']} {each['cure']}".rstrip() for each in found)
    answer({"checks": found}, as_json=as_json, text=text)
    if any(each["state"] == "fail" for each in found):
        raise typer.Exit(1)


@commands.command("sign-in")
def sign_in(
    context: typer.Context,
    mailbox_id: int = typer.Argument(help="Id of the mailbox."),
    provider: str = typer.Option(..., help="google, microsoft or other."),
    client_id: str = typer.Option(...),
    client_secret: str = typer.Option("", envvar="MAILBOX_CLIENT_SECRET", help="Better by MAILBOX_CLIENT_SECRET."),
    authorize_url: str = typer.Option("", help="Of another provider."),
    token_url: str = typer.Option("", help="Of another provider."),
    scopes: str = typer.Option("", help="Of another provider, with spaces between."),
    refresh_token: str = typer.Option("", envvar="MAILBOX_REFRESH_TOKEN", help="One that you have: no browser needed."),
    as_json: bool = typer.Option(False, "--json"),
) -> None:
    """Let a mailbox sign in by consent (OAuth) instead of a password: prints the address an owner opens and agrees on."""
    workspace = workspace_of(context)
    from groundswell.outreach import queries, services

    box, back = queries.mailbox_of(workspace, mailbox_id), services.redirect_uri()
    client = {
        "provider": provider, "client_id": client_id, "client_secret": client_secret, "authorize_url": authorize_url,
        "token_url": token_url, "scopes": scopes,
    }  # fmt: skip
    if refresh_token:
        services.adopt_mail_consent(workspace=workspace, mailbox=box, client=client, refresh_token=refresh_token)
        answer({"address": "", "redirect_uri": back}, as_json=as_json, text=f"{box.from_email} is let in.")
        return
    address = services.begin_mail_consent(workspace=workspace, mailbox=box, client=client)
    text = f"Open within 15 minutes, in a browser where an owner is signed in here:\n{address}\nIt leads back to {back}"
    answer({"address": address, "redirect_uri": back}, as_json=as_json, text=text)


@commands.command("sign-out")
def sign_out(
    context: typer.Context,
    mailbox_id: int = typer.Argument(help="Id of the mailbox."),
    as_json: bool = typer.Option(False, "--json"),
) -> None:
    """Forget a mailbox's consent and tell its provider; it signs in by its password again."""
    workspace = workspace_of(context)
    from groundswell.outreach import queries, services

    done = services.withdraw_mail_consent(workspace=workspace, mailbox=queries.mailbox_of(workspace, mailbox_id))
    answer({"withdrawn": done}, as_json=as_json, text="The consent is gone." if done else "There was no consent.")


@commands.command("write")
def write(
    context: typer.Context,
    creator: int = typer.Argument(help="Id of the creator."),
    template: int = typer.Option(..., help="Id of the template."),
    key: str = typer.Option(..., help="The same key never writes twice."),
    mailbox_id: int = typer.Option(0, "--mailbox", help="Id of the mailbox; the first when left out."),
    dry_run: bool = typer.Option(False, help="Show the mail, queue nothing."),
    as_json: bool = typer.Option(False, "--json"),
) -> None:
    """Queue one personal mail from a template."""
    workspace = workspace_of(context)
    from groundswell.creators.queries import creator_of
    from groundswell.kit.errors import BadInput
    from groundswell.outreach import queries, services

    person, chosen = creator_of(workspace, creator), queries.template_of(workspace, template)
    box = queries.mailbox_of(workspace, mailbox_id) if mailbox_id else queries.mailboxes(workspace).first()
    if box is None:
        raise BadInput(
            "There is no mailbox.", where="--mailbox", cure="Add one: groundswell outreach mailbox ADDRESS --host HOST"
        )
    subject, body = queries.filled(workspace, person, chosen.subject, chosen.body, mailbox=box, user=None)
    if dry_run:
        answer({"subject": subject, "body": body}, as_json=as_json, text=f"{subject}\n\n{body}")
        return
    made = services.queue_message(
        workspace=workspace,
        creator=person,
        mailbox=box,
        subject=subject,
        body=body,
        idempotency_key=key,
        template=chosen,
    )
    answer({"id": made.pk, "state": made.state}, as_json=as_json, text=f"Message {made.pk}: {made.state}")


@commands.command("messages")
def messages(
    context: typer.Context,
    state: str = typer.Option("", help="queued, sending, sent, unsure or failed."),
    as_json: bool = typer.Option(False, "--json"),
) -> None:
    """List messages, newest first."""
    workspace = workspace_of(context)
    from groundswell.outreach import queries

    fields = ("id", "to_email", "subject", "state", "error", "created_at", "sent_at")
    rows = list(queries.messages(workspace, state).values(*fields))
    text = "\n".join(f"{row['state']:<8} {row['to_email']:<36} {row['subject']}" for row in rows)
    answer({"total": len(rows), "results": rows}, as_json=as_json, text=text or "No messages.")


@commands.command("read")
def read(as_json: bool = typer.Option(False, "--json")) -> None:
    """Read all mailboxes for answers now; the worker does it every 20 seconds."""
    start()
    from groundswell.outreach.services import read_mailboxes

    told = read_mailboxes()
    text = ", ".join(f"{count} {kind}" for kind, count in told.items())
    answer(told, as_json=as_json, text=text or "Nothing new.")


@commands.command("send")
def send(as_json: bool = typer.Option(False, "--json")) -> None:
    """Send what is due in all workspaces now; the worker does it every 15 seconds."""
    start()
    from groundswell.outreach.services import send_due_messages

    ended = send_due_messages()
    text = ", ".join(f"{count} {state}" for state, count in ended.items())
    answer(ended, as_json=as_json, text=text or "Nothing is due.")
