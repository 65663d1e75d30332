"""The campaign's posts: most disclosed well, some not."""

from datetime import timedelta

from groundswell.campaigns.models import Participant
from groundswell.cli.demo.brand import Brand
from groundswell.cli.demo.catalogue import SOURCE, Known
from groundswell.cli.demo.publishing import piece
from groundswell.creators.services import record_readings
from groundswell.disclosure.services import Shown, receive_post
from groundswell.kit import clock

STORY = (
    "Nine hours out, one bottle, no plastic. It leaked once, and that was my thumb's fault. "
    "The lid opens with gloves on, which is more than I can say for my usual one."
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


def publish(brand: Brand, accepted: list[tuple[Known, Participant]]) -> None:
    """One post each; the first four break the rules in four ways; two videos cannot be judged without their words."""
    silent_videos = 2
    for number, (entry, participant) in enumerate(accepted):
        caption = (BAD[number] if number < len(BAD) else GOOD[number % len(GOOD)]).format(
            story=STORY, code=participant.code.code if participant.code else ""
        )
        moment = brand.days_ago(brand.chance.uniform(13, 33))
        made = piece(brand.chance, entry.person, moment, caption)
        shown = Shown(transcript=f"This video is an ad for Fernway. {STORY}", overlay_text="Ad")
        if made.surface == "video" and silent_videos:
            silent_videos -= 1
            shown = Shown()
        with clock.told(moment + timedelta(hours=3)):
            received = receive_post(
                participant=participant, url=made.url, caption=caption, submitted_by="creator", surface=made.surface,
                shown=shown, published_at=moment,
            )  # fmt: skip
        record_readings(
            workspace=brand.workspace, subject=received.match.post, values=made.readings, source=SOURCE,
            observed_at=min(brand.midnight, moment + timedelta(days=7)),
        )  # fmt: skip
