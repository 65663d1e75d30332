"""`groundswell calendar`: launch hours, reminders, and the calendar as a file."""

import sys

import typer

from groundswell.cli.session import answer, workspace_of

NAME = "calendar"
commands = typer.Typer(
    no_args_is_help=True, help="When posts are due: launch hours, reminders, the calendar as a file."
)
JSON = typer.Option(False, "--json", help="One JSON document.")


@commands.command()
def ics(
    context: typer.Context, as_json: bool = typer.Option(False, "--json", help="One JSON document with the text.")
) -> None:
    """Write the calendar, a year back and a year ahead, as an iCalendar file to standard output."""
    workspace = workspace_of(context)
    from groundswell.kit import clock
    from groundswell.tracking.queries import calendar_file, week_address

    text = calendar_file(workspace, today=clock.today(), at=clock.now(), base=week_address(workspace))
    if as_json:
        answer({"text": text}, as_json=True, text="")
    else:
        sys.stdout.write(text)


@commands.command()
def hour(
    context: typer.Context,
    deliverable: int = typer.Argument(help="Its id."),
    hour: int = typer.Argument(help="0 to 23, in the workspace's time; -1 for any."),
    as_json: bool = JSON,
) -> None:
    """Say in which hour of its last day a post goes live."""
    workspace = workspace_of(context)
    from groundswell.tracking.queries import deliverable_of
    from groundswell.tracking.services import set_launch_hour

    done = set_launch_hour(deliverable=deliverable_of(workspace, deliverable), hour=None if hour == -1 else hour)
    text = "It may go live at any hour." if done.launch_hour is None else f"It goes live at {done.launch_hour:02d}:00."
    answer({"id": done.pk, "launch_hour": done.launch_hour}, as_json=as_json, text=text)


@commands.command()
def reminders(
    context: typer.Context,
    mailbox: int = typer.Option(0, help="Remind creators from this mailbox."),
    off: bool = typer.Option(False, "--off", help="Remind nobody any more."),
    as_json: bool = JSON,
) -> None:
    """Show from which mailbox creators are reminded; change it."""
    workspace = workspace_of(context)
    from groundswell.outreach.queries import mailbox_of
    from groundswell.tracking.models import ReminderSetting
    from groundswell.tracking.services import set_reminders

    if mailbox or off:
        set_reminders(workspace=workspace, mailbox=None if off else mailbox_of(workspace, mailbox))
    setting = ReminderSetting.objects.of(workspace).select_related("mailbox").first()
    text = f"Creators are reminded from {setting.mailbox}." if setting else "Nobody is reminded."
    answer({"mailbox": setting.mailbox_id if setting else None}, as_json=as_json, text=text)
