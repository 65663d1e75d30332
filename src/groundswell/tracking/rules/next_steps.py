"""What a creator does next about one agreed post. Pure."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Step:
    """`act`: draft, publish, mend, or none: nothing to do but what `words` say. `late`: its day has passed."""

    words: str
    act: str = ""
    late: bool = False


DONE = {
    "live": Step("It is online. The brand looks at it."),
    "verified": Step("Done: the brand has looked at it."),
    "paid": Step("Done and paid."),
    "missed": Step("The day has passed without a post. If you published it, send its address.", "publish", late=True),
}
DRAFTS = {
    "": ("Show your draft, or publish and send the address.", "draft"),
    "waiting": ("Your draft waits for the brand.", ""),
    "changes": ("The brand asks for changes in your draft.", "draft"),
}


def next_step(
    state: str, *, draft: str = "", due_on: date | None = None, window_start: date | None = None,
    verdict: str = "", today: date,
) -> Step:  # fmt: skip
    """`state` of the deliverable, `draft` that of its newest draft (empty: none), `verdict` on the post that answers it."""
    if verdict == "fail":
        return Step("The disclosure of your post must be mended.", "mend", late=True)
    if state in DONE:
        return DONE[state]
    late = due_on is not None and due_on < today
    if state == "approved" or draft == "approved":
        return _approved(window_start, today, late)
    return Step(*DRAFTS.get(draft, DRAFTS[""]), late)


def _approved(window_start: date | None, today: date, late: bool) -> Step:
    if window_start is not None and today < window_start:
        return Step(f"Approved. Publish it from {window_start:%-d %B} on.")
    return Step("Approved. Publish it as it stands, then send its address.", "publish", late)
