"""A real SMTP server that can misbehave, a mailbox on it, and somebody to write to."""

import asyncio
import socket
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import connection

from groundswell.accounts.models import User, Workspace
from groundswell.creators.models import Creator
from groundswell.outreach import services
from groundswell.outreach.models import Mailbox, Message


class Postman:
    """Keeps what it accepts in `mails`; `answer` is what it says instead of 250, "drop" cuts the line after accepting."""

    def __init__(self) -> None:
        self.mails: list[bytes] = []
        self.answer = ""
        self.on_rcpt = ""

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.on_rcpt:
            return self.on_rcpt
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.answer and self.answer != "drop":
            return self.answer
        assert isinstance(envelope.original_content, bytes)
        self.mails.append(envelope.original_content)
        if self.answer == "drop":
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return "250 taken"


class Office:
    """The server: `postman` decides, `up()` and `down()` switch it; the port stays the same."""

    def __init__(self) -> None:
        self.postman = Postman()
        self.port = free_port()
        self._controller: Controller | None = None

    def up(self) -> None:
        self._controller = Controller(self.postman, hostname="127.0.0.1", port=self.port, server_hostname="mail.test")
        self._controller.start()

    def down(self) -> None:
        if self._controller is not None:
            self._controller.stop()
            self._controller = None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def office() -> Iterator[Office]:
    office = Office()
    office.up()
    yield office
    office.down()


@pytest.fixture
def mailbox(workspace: Workspace, owner: User, office: Office) -> Mailbox:
    workspace.postal_address = "1 Trail Street\nLeeds"
    workspace.save()
    return services.create_mailbox(
        workspace=workspace, user=owner, name="Main", from_name="Ana of Acme", from_email="ana@acme.example",
        host="127.0.0.1", port=office.port, security="none",
    )  # fmt: skip


@pytest.fixture
def maya(workspace: Workspace) -> Creator:
    return Creator.objects.create(workspace=workspace, name="Maya Brook", email="Maya@Example.org")


@pytest.fixture
def queue(workspace: Workspace, owner: User, mailbox: Mailbox, maya: Creator) -> Callable[..., Message]:
    """`queue(key="a", creator=…, subject=…, body=…)`: one queued message."""

    def put(key: str = "a", **facts: Any) -> Message:
        given: dict[str, Any] = {"creator": maya, "subject": "Hello", "body": "Nice trail post!"} | facts
        return services.queue_message(workspace=workspace, mailbox=mailbox, idempotency_key=key, user=owner, **given)

    return put


@pytest.fixture
def shared_home(transactional_db: None, tmp_path: Path) -> Iterator[Path]:
    """A data folder whose database is the test's, so that another process can work on it too.

    SQLite's test database lives in memory; for this test it moves into the folder.
    """
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite's database can be moved into a folder; run without DATABASE_URL")
    connection.ensure_connection()
    memory, name = connection.connection, connection.settings_dict["NAME"]
    path = tmp_path / "groundswell.sqlite3"
    copy = sqlite3.connect(path)
    memory.backup(copy)
    copy.close()
    connection.connection, connection.settings_dict["NAME"] = None, str(path)
    yield tmp_path
    connection.close()
    connection.connection, connection.settings_dict["NAME"] = memory, name
