"""Refusals about mail."""

from collections.abc import Sequence

from groundswell.kit.errors import BadInput, Conflict, GroundswellError


class MissingValue(BadInput):
    """A template asks for facts that are not known of this person; `missing` names each once, in order."""

    code = "missing_value"

    def __init__(self, missing: Sequence[str], *, where: str | None = None) -> None:
        self.missing = tuple(missing)
        names = ", ".join(self.missing)
        super().__init__(
            f"Not known: {names}.", where=where, cure="Fill it in, or write the text by hand for this person."
        )


class BadTemplate(BadInput):
    """A template that cannot be read, or that asks for more than templates may."""

    code = "bad_template"


class Suppressed(Conflict):
    """The person asked not to be written to."""

    code = "suppressed"


class NotLawful(Conflict):
    """The law of the person's country does not allow this message on what is known."""

    code = "not_lawful"


class MailboxProblem(GroundswellError):
    """The mail server did not take a test mail."""

    code = "mailbox_problem"
    status = 422


class TransportError(Exception):
    """A mail that did not go out, or may not have.

    `permanent`: the server refused this very mail for good. `unsure`: the server may have taken it.
    `server`: the server could not be reached or signed in to, so other mails would fare no better; `signed_out`: it was
    reached and did not let us in.
    """

    def __init__(
        self,
        message: str,
        *,
        permanent: bool = False,
        unsure: bool = False,
        server: bool = False,
        signed_out: bool = False,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.permanent = permanent
        self.unsure = unsure
        self.server = server
        self.signed_out = signed_out
