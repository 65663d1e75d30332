"""`python -m tests.testbeds.mail.post [PID]`: postfix and dovecot until Ctrl-C, or until that process is gone."""

import contextlib
import os
import shutil
import smtplib
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import httpx
from imap_tools import BaseMailBox, MailBoxUnencrypted

from tests.testbeds.mail.consents import consents
from tests.testbeds.processes import free_ports, listens, processes, serve

HERE = Path(__file__).parent
PASSWORD = "pw"
PATH = f"{os.environ['PATH']}:/usr/sbin:/usr/lib/dovecot"
MASTER = Path("/usr/share/postfix/master.cf.dist")


@dataclass(frozen=True, slots=True)
class Post:
    """A mail server for *@brand.test and *@creator.test; every address has a mailbox and the password "pw"."""

    smtp_port: int
    imap_port: int
    folder: str
    consents: str

    def box(self, address: str) -> BaseMailBox:
        """The mailbox of an address, opened."""
        return MailBoxUnencrypted("127.0.0.1", self.imap_port).login(address, PASSWORD)

    def send(self, mail: EmailMessage | bytes, sender: str, to: str) -> None:
        """Hands a mail to the server as anybody might: whatever it says in its headers."""
        with smtplib.SMTP("127.0.0.1", self.smtp_port) as smtp:
            smtp.sendmail(sender, [to], mail if isinstance(mail, bytes) else mail.as_bytes())

    def refuse(self, **answers: str) -> None:
        """What the server answers mail to NAME@creator.test with, such as `maya="450 4.2.0 come back later"`."""
        lines = [f"{name}@creator.test {answer}\n" for name, answer in answers.items()]
        Path(self.folder, "refusals").write_text("".join(lines))
        _postfix(Path(self.folder), "reload")

    def about(self, user: str, **facts: int | bool) -> None:
        """What the OAuth server is to know of somebody: see `consents.Consents`."""
        httpx.post(f"{self.consents}/about", params={"user": user}, json=facts).raise_for_status()

    def empty(self, address: str) -> None:
        """Takes a mailbox away, so that the next mail begins a new one, with another UIDVALIDITY."""
        shutil.rmtree(Path(self.folder, "mail", address), ignore_errors=True)


def missing() -> str:
    """What keeps it from starting here; empty when nothing does."""
    lacking = [name for name in ("postfix", "dovecot") if shutil.which(name, path=PATH) is None]
    if lacking or not MASTER.is_file():
        return f"the mail servers lack {', '.join(lacking) or MASTER}; `make testbeds` brings them"
    return "" if os.geteuid() == 0 else "postfix and dovecot start as root only"


@contextlib.contextmanager
def running() -> Iterator[Post]:
    """Both servers on free ports of this machine only."""
    with processes("mail") as servers, consents() as asked:
        smtp, imap = free_ports(2)
        folder = servers.folder
        folder.chmod(0o711)
        for name in ("postfix", "queue", "postfix-data", "mail"):
            (folder / name).mkdir()
        shutil.chown(folder / "mail", "mail")
        shutil.chown(folder / "postfix-data", "postfix")
        (folder / "refusals").write_text("")
        (folder / "postfix/master.cf").write_text(_services(smtp))
        told = {"@FOLDER@": str(folder), "@IMAP@": str(imap), "@CONSENTS@": asked}
        for name, place in (("main.cf", "postfix/main.cf"), ("dovecot.conf", ""), ("oauth2.conf", "")):
            text = (HERE / name).read_text()
            for word, meant in told.items():
                text = text.replace(word, meant)
            (folder / (place or name)).write_text(text)
        servers.start("dovecot-out", ["dovecot", "-F", "-c", str(folder / "dovecot.conf")], PATH=PATH)
        servers.start("postfix-out", ["postfix", "-c", str(folder / "postfix"), "start-fg"], PATH=PATH)
        servers.wait(lambda: listens(smtp) and listens(imap) and (folder / "lmtp").exists())
        try:
            yield Post(smtp, imap, str(folder), asked)
        finally:
            _postfix(folder, "stop")  # what start-fg started is its child, and outlives it


def _postfix(folder: Path, verb: str) -> None:
    command = ["postfix", "-c", str(folder / "postfix"), verb]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PATH": PATH})


def _services(port: int) -> str:
    """Debian's services with SMTP on our port and nothing in a chroot, whose files we would have to copy."""
    lines = []
    for line in MASTER.read_text().splitlines():
        parts = line.split()
        if line[:1].strip() and not line.startswith("#") and len(parts) >= 8:
            parts[4] = "n"
            parts[0] = f"127.0.0.1:{port}" if parts[:2] == ["smtp", "inet"] else parts[0]
            lines.append(" ".join(parts))
        else:
            lines.append(line)
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    serve(running)
