"""What a stage, tier, platform, verdict, role or state of work looks like: a word, a tone and maybe an icon.

The tones are classes of groundswell.css; a value that is not listed is shown as itself in the neutral tone.
"""

from __future__ import annotations

from typing import NamedTuple


class Look(NamedTuple):
    label: str
    tone: str = "neutral"
    icon: str = ""


STAGES = {
    "identified": Look("Identified", "neutral"),
    "warming": Look("Warming", "amber"),
    "contacted": Look("Contacted", "sky"),
    "in_conversation": Look("In conversation", "indigo"),
    "agreed": Look("Agreed", "teal"),
    "live": Look("Live", "green"),
    "completed": Look("Completed", "deep"),
    "declined": Look("Declined", "rose"),
    "parked": Look("Parked", "neutral"),
    "ghosted": Look("Ghosted", "violet"),
}
TIERS = {
    "nano": Look("Nano", "sky"),
    "micro": Look("Micro", "teal"),
    "macro": Look("Macro", "indigo"),
    "mega": Look("Mega", "violet"),
}
PLATFORMS = {
    "instagram": Look("Instagram", "rose", "brand-instagram"),
    "tiktok": Look("TikTok", "neutral", "brand-tiktok"),
    "youtube": Look("YouTube", "red", "brand-youtube"),
    "x": Look("X", "neutral", "brand-x"),
    "threads": Look("Threads", "neutral", "brand-threads"),
    "facebook": Look("Facebook", "sky", "brand-facebook"),
    "bluesky": Look("Bluesky", "sky", "brand-bluesky"),
    "mastodon": Look("Mastodon", "violet", "brand-mastodon"),
    "pinterest": Look("Pinterest", "red", "brand-pinterest"),
    "twitch": Look("Twitch", "violet", "brand-twitch"),
    "linkedin": Look("LinkedIn", "sky", "brand-linkedin"),
    "reddit": Look("Reddit", "amber", "brand-reddit"),
    "podcast": Look("Podcast", "violet", "microphone"),
    "blog": Look("Blog", "amber", "rss"),
    "web": Look("Web", "neutral", "world"),
}
VERDICTS = {
    "pass": Look("Pass", "green", "shield-check"),
    "fail": Look("Fail", "red", "shield-x"),
    "review": Look("Review", "amber", "shield-half"),
    "unchecked": Look("Not checked", "neutral", "shield"),
}
OUTCOMES = {
    "kept": Look("Kept", "green", "check"),
    "broken": Look("Broken", "red", "x"),
    "unknown": Look("Cannot tell", "neutral", "question-mark"),
    "open": Look("Not due yet", "neutral", "calendar"),
    "late": Look("Late", "amber", "clock"),
    "missed": Look("Missed", "red", "calendar-event"),
}
ROLES = {
    "owner": Look("Owner", "deep", "key"),
    "manager": Look("Manager", "teal", "user-check"),
    "analyst": Look("Analyst, reads only", "sky", "eye"),
}
STATES = {
    "draft": Look("Draft", "neutral", "pencil"),
    "wanted": Look("On its way", "neutral", "clock"),
    "made": Look("In the shop", "green", "check"),
    "refused": Look("Refused", "red", "x"),
    "queued": Look("Queued", "neutral", "clock"),
    "ready": Look("Waiting", "neutral", "clock"),
    "scheduled": Look("Scheduled", "sky", "calendar"),
    "running": Look("Running", "sky", "loader-2"),
    "active": Look("Running", "green", "player-play"),
    "paused": Look("Paused", "amber", "player-pause"),
    "sending": Look("Sending", "sky", "send"),
    "unsure": Look("Not sure: check", "amber", "question-mark"),
    "sent": Look("Sent", "teal", "mail-check"),
    "to_send": Look("To send", "amber", "package"),
    "returned": Look("Came back", "red", "arrow-back-up"),
    "proposed": Look("Proposed by them", "amber", "arrow-back-up"),
    "delivered": Look("Delivered", "teal", "mail-check"),
    "opened": Look("Opened", "teal", "eye"),
    "replied": Look("Replied", "green", "message"),
    "bounced": Look("Bounced", "red", "mail-off"),
    "suppressed": Look("Suppressed", "neutral", "ban"),
    "accepted": Look("Accepted", "green", "check"),
    "declined": Look("Declined", "rose", "x"),
    "withdrawn": Look("Withdrawn", "neutral", "ban"),
    "replaced": Look("Replaced", "neutral", "history"),
    "invited": Look("Invited", "neutral", "user-plus"),
    "offered": Look("Offer sent", "sky", "mail-check"),
    "live": Look("Live", "green", "photo"),
    "approved": Look("Approved", "teal", "check"),
    "asked": Look("Fix asked for", "sky", "mail-forward"),
    "closed": Look("Closed", "green", "circle-check"),
    "open": Look("Open", "amber", "alert-triangle"),
    "waiting": Look("Waiting for a decision", "amber", "clock"),
    "changes": Look("Changes asked for", "rose", "pencil"),
    "verified": Look("Verified", "deep", "checks"),
    "paid": Look("Paid", "deep", "coin"),
    "missed": Look("Missed", "red", "calendar-event"),
    "completed": Look("Completed", "deep", "checks"),
    "ghosted": Look("Ghosted", "violet", "mood-empty"),
    "offer": Look("Your answer is awaited", "amber", "mail-check"),
    "soon": Look("Not agreed yet", "neutral", "hourglass"),
    "work": Look("Going on", "sky", "player-play"),
    "over": Look("Over", "green", "circle-check"),
    "called_off": Look("Called off", "neutral", "ban"),
    "expired": Look("Expired", "neutral", "hourglass"),
    "planned": Look("Planned", "neutral", "calendar"),
    "due": Look("Due", "amber", "clock"),
    "late": Look("Late", "red", "alert-triangle"),
    "delivering": Look("Delivering", "sky", "truck-delivery"),
    "done": Look("Done", "green", "check"),
    "successful": Look("Done", "green", "check"),
    "failed": Look("Failed", "red", "alert-circle"),
    "cancelled": Look("Cancelled", "neutral", "ban"),
    "refunded": Look("Refunded", "amber", "receipt-refund"),
}
KINDS = {
    "stage": STAGES,
    "tier": TIERS,
    "platform": PLATFORMS,
    "verdict": VERDICTS,
    "outcome": OUTCOMES,
    "role": ROLES,
    "state": STATES,
}


def look(kind: str, value: str) -> Look:
    """How `value` of `kind` is shown: `look("stage", "in conversation").label` is `In conversation`."""
    code = str(value).strip().lower().replace(" ", "_").replace("-", "_")
    return KINDS[kind].get(code) or Look(str(value).replace("_", " ").capitalize())


AVATAR_TONES = 8


def initials(name: str) -> str:
    """Two letters at most for a name or handle: `Maya Brook` → MB, `@trail.mum` → T."""
    words = [w for w in name.replace("@", " ").replace("_", " ").split() if w[0].isalnum()]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def avatar_tone(name: str) -> int:
    """1 to AVATAR_TONES, always the same for the same name."""
    return sum(ord(c) * (i + 1) for i, c in enumerate(name.casefold())) % AVATAR_TONES + 1
