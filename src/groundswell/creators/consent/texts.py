"""What creators agree to, in words that are kept with each consent. A change of words is a new version. Pure."""

from collections.abc import Sequence

VERSION = "2026-11-25"


def to_connect(brand: str, network: str, gives: Sequence[str]) -> str:
    """The words beside the button that leads to the network."""
    return (
        f"I let {brand} read from my {network} account: {_listed(gives)}. It is read once a day, kept for {brand} only, and "
        "used to plan and report on work with me. I can take this back here at any time: what was read is then removed."
    )


def to_upload(brand: str) -> str:
    """The words beside the button that sends insights."""
    return (
        f"These are the insights of my own account. {brand} may keep them, with the screenshot if I send one, and use them to "
        "plan and report on work with me. I can take this back here at any time: they are then removed."
    )


def _listed(parts: Sequence[str]) -> str:
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)
