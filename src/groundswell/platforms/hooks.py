"""What a network tells by itself: how its events are signed, and what in them is worth keeping."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from groundswell.platforms.facts import PostFacts
from groundswell.platforms.wire import Wire


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing worth keeping of an event. `key` is lasting: the same thing told again has the same. `data` is all that
    is kept of it, and all that `Hook.read` gets."""

    key: str
    data: Mapping[str, Any]


Signed = Callable[[bytes, Mapping[str, str], str], bool]
Challenge = Callable[[Mapping[str, str], str], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hook:
    """How one network sends events to `/hooks/CONNECTOR/TOKEN`.

    `secret` is the name of the plugin's need that events are signed with; `signed` tells, given body, headers and that
    secret, whether it is so. `challenge` answers the network's question (GET) whether the address is ours, given the
    parameters and our verify token; None for a wrong one. `notices` picks what is worth keeping out of a decoded body.
    `read` asks the network for the post that a notice is about, given the keys and when the notice came. `steps` are
    sentences for the operator: what to set on the network.
    """

    secret: str
    signed: Signed
    challenge: Challenge
    notices: Callable[[Any], Sequence[Notice]]
    read: Callable[[Wire, Mapping[str, str], Mapping[str, Any], datetime], PostFacts]
    steps: tuple[str, ...]
