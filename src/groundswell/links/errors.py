"""What can go wrong on the way from a link to an order."""

from groundswell.kit.errors import BadInput, Conflict, GroundswellError


class UnsafeTarget(BadInput):
    """A link may only lead to a web address that is safe to send people to."""

    code = "unsafe_target"


class SlugTaken(Conflict):
    code = "slug_taken"


class DomainTaken(Conflict):
    code = "domain_taken"


class CodeTaken(Conflict):
    code = "code_taken"


class BadSignature(GroundswellError):
    """The event was not signed with the store's secret."""

    code = "bad_signature"
    status = 401


class UnreadableEvent(BadInput):
    """A signed event whose content cannot be used; it is kept with the reason."""

    code = "unreadable_event"


def domain_taken(name: str) -> DomainTaken:
    return DomainTaken(
        f"{name} is in use by another workspace of this installation.", where="name", cure="Remove it there first."
    )
