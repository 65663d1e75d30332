"""The campaign's posts: most disclosed well, some not."""

from datetime import timedelta

from groundswell.campaigns.models import Participant
from groundswell.cli.demo.brand import Brand
from groundswell.cli.demo.catalogue import SOURCE, Known
from groundswell.cli.demo.publishing import SURFACES, piece
from groundswell.creators.services import record_readings
from groundswell.disclosure.services import Shown, receive_post
from groundswell.kit import clock

STORIES = (
    "Nine hours out, one bottle, no plastic. It leaked once, and that was my thumb's fault. "
    "The lid opens with gloves on, which is more than I can say for my usual one.",
    "Took the trail bottle up the long way round. It survived a drop on granite with one dent and no complaint. "
    "I would still like a wider strap.",
    "Three weeks with this bottle in the side pocket. Cold until evening, easy to clean, a little heavy when full. "
    "Worth it for the days without a tap.",
    "My honest list after forty miles: the cap is clever, the colour hides mud, the litre is a real litre. "
    "The price made me blink, then the valve convinced me.",
    "I filled it with soup. Nobody told me not to. It stayed hot to the second lake and smelled of nothing afterwards.",
    "Morning session, evening session, one refill. The loop fits my carabiner and has not snapped yet, unlike the last two.",
)
GOOD = (
    "Ad: {story} @fernway #fernwaytrails {code}",
    "#ad {story} Code {code} if you want one. @fernway #fernwaytrails",
    "Advertisement · {story} @fernway #fernwaytrails Code {code}",
)
BAD = (
    "{story} Thanks to @fernway for the company! Code {code} #fernwaytrails",
    "{story} My code is {code}. @fernway #fernwaytrails #ad",
    "{story} Code {code} @fernway #fernwaytrails",
    "{story} It keeps water cold until evening and fits the side pocket of every pack I own. Ad for @fernway, code {code} #fernwaytrails",
)


def publish(brand: Brand, posting: list[tuple[Known, Participant]]) -> None:
    """One post each. Four photos break the rules in four ways; two videos cannot be judged without their words."""
    bad, silent_videos = list(BAD), 2
    for number, (entry, participant) in enumerate(posting):
        is_video = SURFACES[entry.person.platform] == "video"
        wording = bad.pop(0) if bad and not is_video else GOOD[number % len(GOOD)]
        story, shown = STORIES[number % len(STORIES)], Shown()
        if is_video and silent_videos:
            silent_videos -= 1
        elif is_video:
            shown = Shown(transcript=f"This video is an ad for Fernway. {story}", overlay_text="Ad")
        code = participant.code.code if participant.code else ""
        publish_one(brand, entry, participant, wording.format(story=story, code=code), shown)


def publish_one(brand: Brand, entry: Known, participant: Participant, caption: str, shown: Shown) -> None:
    moment = brand.days_ago(brand.chance.uniform(2, 33))
    made = piece(brand.chance, entry.person, moment, caption)
    with clock.told(moment + timedelta(hours=3)):
        received = receive_post(
            participant=participant,
            url=made.url,
            caption=caption,
            submitted_by="creator",
            surface=made.surface,
            shown=shown,
            published_at=moment,
        )
    record_readings(
        workspace=brand.workspace,
        subject=received.match.post,
        values=made.readings,
        source=SOURCE,
        observed_at=min(brand.midnight, moment + timedelta(days=7)),
    )
