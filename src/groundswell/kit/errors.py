"""The one family of errors that a user can cause."""


class GroundswellError(Exception):
    """A refusal a person can act on: what is wrong, where, and the cure.

    `code` is stable and machine-readable; `where` names the file, row, field or address.
    Pages show it kindly, the API answers `status`, the command line exits with status 2.
    """

    code = "error"
    status = 400

    def __init__(self, message: str, *, where: str | None = None, cure: str = "", code: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.cure = cure
        self.code = code or type(self).code

    def as_dict(self) -> dict[str, str | None]:
        """The shape promised to scripts: `{"error", "message", "where"}`."""
        message = f"{self.message} {self.cure}".strip()
        return {"error": self.code, "message": message, "where": self.where}


class BadInput(GroundswellError):
    """The input cannot be used as it is."""

    code = "bad_input"
    status = 422


class NotFound(GroundswellError):
    """Nothing of that name or id in this workspace."""

    code = "not_found"
    status = 404


class Conflict(GroundswellError):
    """The input contradicts what is already there."""

    code = "conflict"
    status = 409
