"""What can go wrong with creators, in words."""

from groundswell.kit.errors import BadInput, Conflict


class KindNotSupported(BadInput):
    """The file was recognised, but nothing reads this kind yet."""

    code = "kind_not_supported"


class FileRefused(BadInput):
    """The file as a whole cannot be read: empty, truncated, binary, too large."""

    code = "file_unreadable"


class AlreadyThere(Conflict):
    """A creator with this address or profile exists."""

    code = "creator_exists"
