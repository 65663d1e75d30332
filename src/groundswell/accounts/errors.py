"""Refusals about people and their rights."""

from groundswell.kit.errors import GroundswellError


class Forbidden(GroundswellError):
    """Signed in, but the role does not reach."""

    code = "forbidden"
    status = 403


class LinkSpent(GroundswellError):
    """A one-time link that is unknown, used or too old; it never says which."""

    code = "link_spent"
    status = 404
