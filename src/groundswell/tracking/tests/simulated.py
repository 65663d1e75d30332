"""A programme as it may happen: creators with what they agreed to, and six weeks of what they publish. Known truth."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from groundswell.tracking.rules.marks import Marks
from groundswell.tracking.rules.matching import Sighting, Wanted, match

START, DAYS = date(2026, 9, 1), 42
FORMATS = {
    "instagram": frozenset({"feed", "reel"}),
    "tiktok": frozenset({"video"}),
    "youtube": frozenset({"video", "short"}),
}
CHATTER = (
    "Rain again, and the hills are empty.", "New recipe on the blog", "Thank you for 10k!", "Sunday long run #running",
    "Coffee first", "@acme.shoes when do you restock?", "Great talk by @acme.shoes yesterday", "#acmetrails is not ours",
    "What a week #ootd", "Throwback to Porto",
)  # fmt: skip


@dataclass(frozen=True)
class Happened:
    """A post, its id on its network, and the deliverables that its creator made it for."""

    key: int
    seen: Sighting
    meant: frozenset[int] = frozenset()
    what: str = "other"


@dataclass(frozen=True)
class Person:
    marks: Marks
    wanted: list[Wanted]
    posts: list[Happened]


@dataclass(frozen=True)
class Score:
    """Pairs of post and deliverable: `right` placed rightly, `wrong` wrongly, `missed` not placed, with why."""

    right: int
    wrong: list[str]
    missed: list[str]
    waiting: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + len(self.wrong))

    @property
    def recall(self) -> float:
        return self.right / (self.right + len(self.missed))


def programme(people: int, seed: int) -> list[Person]:
    """`people` creators; the same seed gives the same programme."""
    random = Random(seed)
    keys = iter(range(1, 10_000_000))
    return [_person(number, random, keys) for number in range(people)]


def run(people: list[Person]) -> Score:
    """Posts come in as they were published, some twice; each is matched against what is still open."""
    right, wrong, missed, waiting = 0, [], [], 0
    for number, person in enumerate(people):
        open_ones, placed, words = {w.pk: w for w in person.wanted}, {}, set()
        for post in person.posts:
            if post.key in placed:
                continue
            seen = replace(post.seen, repeated=(post.seen.platform, post.seen.caption) in words)
            outcome = match(seen, list(open_ones.values()), person.marks)
            placed[post.key] = outcome
            waiting += not outcome.deliverables
            for pk in outcome.deliverables:
                del open_ones[pk]
                words.add((seen.platform, seen.caption))
                if pk in post.meant:
                    right += 1
                else:
                    wrong.append(f"creator {number}, post {post.key} ({post.what}) taken for {pk}")
            if lost := post.meant - set(outcome.deliverables):
                why = (
                    " ".join(reason.text for reason in outcome.reasons if not reason.fits)
                    or "It was taken for another."
                )
                missed += [
                    f"creator {number}, post {post.key} ({post.what}) not for {pk}: {why}" for pk in sorted(lost)
                ]
    return Score(right, wrong, missed, waiting)


def _person(number: int, random: Random, keys: Iterator[int]) -> Person:
    marks = Marks(hashtag="acmetrail", brand_handle="acme.shoes", link=f"c{number}-autumn", code=f"RUN{number:04}")
    wanted = list(_agreed(random, keys))
    posts = [post for pair in _in_pairs(wanted, random) for post in _answer(pair, marks, random, keys)]
    posts += [_noise(marks, random, keys) for _ in range(random.randint(10, 40))]
    posts.sort(key=lambda post: (post.seen.day, post.key))
    again = [post for post in posts if random.random() < 0.1]
    return Person(marks, wanted, posts + again)


def _agreed(random: Random, keys: Iterator[int]) -> Iterator[Wanted]:
    """One to four pieces of work in the weeks, on one or two networks; some with a tag of their own."""
    network = random.choice(sorted(FORMATS))
    for week in sorted(random.sample(range(6), random.randint(1, 4))):
        if random.random() < 0.25:
            network = random.choice(sorted(FORMATS))
        opens = START + timedelta(days=7 * week)
        tag = f"Use #acmeweek{week}" if random.random() < 0.4 else ""
        yield Wanted(
            pk=next(keys), platform=network, activity=random.choice(["review", "tip", "hashtag_post"]) if tag else "tip",
            requirements=tag, window_start=opens, due_on=opens + timedelta(days=random.choice([4, 6, 9])),
            formats=FORMATS[network],
        )  # fmt: skip


def _in_pairs(wanted: list[Wanted], random: Random) -> Iterator[list[Wanted]]:
    """Mostly one post a deliverable; two with tags of their own and overlapping days are now and then served by one."""
    rest = list(wanted)
    while rest:
        first = rest.pop(0)
        partner = next(
            (w for w in rest if first.tags and w.tags and w.platform == first.platform and _days(first, w)), None
        )
        if partner and random.random() < 0.5:
            rest.remove(partner)
            yield [first, partner]
        else:
            yield [first]


def _days(one: Wanted, other: Wanted) -> range:
    """The days of both windows, counted from the start."""
    opens = max(day for w in (one, other) if (day := w.window_start))
    closes = min(day for w in (one, other) if (day := w.due_on))
    return range((opens - START).days, (closes - START).days + 1)


def _answer(asked: list[Wanted], marks: Marks, random: Random, keys: Iterator[int]) -> Iterator[Happened]:
    """What is made for one or two deliverables: nothing (3 %), late (3 %), without a sign (0.4 %), else as agreed."""
    if random.random() < 0.03:
        return
    days, late = _days(asked[0], asked[-1]), random.random() < 0.03
    day = START + timedelta(days=days[-1] + random.randint(1, 6) if late else random.choice(days))
    signs = random.choice(
        [["#acmetrail"], ["#AcmeTrail", "@acme.shoes"], ["＃acmetrail", marks.code], [f"gs.example/l/{marks.link}"]]
    )
    if random.random() < 0.004:
        signs = ["#acmetrial"]
    tags = [f"#{tag}" for one in asked for tag in sorted(one.tags)]
    words = f"Day {random.randint(1, 10**6)} on the trail. {' '.join([*signs, *tags])}"
    seen = Sighting(
        platform=asked[0].platform, caption=words, day=day, surface=random.choice(sorted(FORMATS[asked[0].platform]))
    )
    what = " ".join(filter(None, ["late" if late else "", "two in one" if len(asked) > 1 else "as agreed"]))
    yield Happened(next(keys), seen, frozenset(one.pk for one in asked), what)
    if random.random() < 0.04:
        yield Happened(next(keys), replace(seen, day=day + timedelta(days=random.randint(0, 3))), what="repost")
    if random.random() < 0.05:
        yield Happened(next(keys), replace(seen, platform="threads", surface="feed"), what="on another network")


def _noise(marks: Marks, random: Random, keys: Iterator[int]) -> Happened:
    """Everyday posts; stories that carry the hashtag; and, seldom, a post too many that looks like an agreed one."""
    day, network = START + timedelta(days=random.randint(-10, DAYS + 10)), random.choice(sorted(FORMATS))
    dice = random.random()
    if dice < 0.08:
        words = f"Behind the scenes {random.randint(1, 10**6)} #acmetrail"
        return Happened(next(keys), Sighting(platform=network, caption=words, day=day, surface="story"), what="story")
    if dice < 0.0805:
        words = f"Still love them {random.randint(1, 10**6)} #acmetrail"
        seen = Sighting(platform=network, caption=words, day=day, surface=random.choice(sorted(FORMATS[network])))
        return Happened(next(keys), seen, what="one too many")
    seen = Sighting(
        platform=network, caption=random.choice(CHATTER), day=day, surface=random.choice(sorted(FORMATS[network]))
    )
    return Happened(next(keys), seen)
