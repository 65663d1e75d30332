"""The five niches of the demo brand, in words of our own."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Niche:
    """`captions` may hold {place}; `bios` may hold {place}."""

    topic: str
    words: tuple[str, ...]
    bios: tuple[str, ...]
    captions: tuple[str, ...]
    hashtags: tuple[str, ...]


NICHES = (
    Niche(
        "trail running",
        ("trail", "miles", "summit", "ridge", "dawn"),
        (
            "Slow miles, long views. Trail runner in {place}.",
            "Ultra beginner, snack expert. I film my gear so you need not buy it twice.",
            "Coach and mother of two. Trails around {place} before breakfast.",
            "Vegan trail runner. Muddy shoes, honest reviews.",
        ),
        (
            "Four hours of mud above {place} and not one regret.",
            "What I carry for a 20 mile day: less than you think.",
            "Recovery week. My legs asked for a lawyer.",
            "First frost on the ridge near {place}. Gloves on, phone off.",
            "Three mistakes I made in my first ultra, so that you make others.",
        ),
        ("trailrunning", "runhappy", "ultrarunning", "getoutside"),
    ),
    Niche(
        "plant-based cooking",
        ("kitchen", "bowl", "greens", "spoon", "pantry"),
        (
            "Plant-based dinners for tired people. {place}.",
            "Cook, gardener, terrible dancer. Recipes under 30 minutes.",
            "Beans, mostly. Weekly menus from a small kitchen in {place}.",
        ),
        (
            "Smoky bean chilli that my neighbour in {place} asked for twice.",
            "One tray, four dinners. The list is in the comments.",
            "Oat milk test: six brands, one clear winner, no sponsor.",
            "Lentils again? Yes. Here is how they stay interesting.",
        ),
        ("plantbased", "veganrecipes", "mealprep", "whatieattoday"),
    ),
    Niche(
        "van life",
        ("van", "road", "nomad", "camp", "miles"),
        (
            "Two people, one dog, an old van somewhere near {place}.",
            "Living small, parking legally. Build notes and budgets.",
            "Remote worker on four wheels. Currently {place}.",
        ),
        (
            "Water, power, heat: what a week near {place} really uses.",
            "Our build cost, line by line. The roof was the mistake.",
            "Found a quiet spot outside {place}. Left it cleaner than we found it.",
            "Ask me anything about showers. I know what you want to know.",
        ),
        ("vanlife", "vanbuild", "slowtravel", "homeiswhereyouparkit"),
    ),
    Niche(
        "yoga and mobility",
        ("flow", "breath", "balance", "stretch", "calm"),
        (
            "Mobility for people who sit. Teacher in {place}.",
            "Yoga without the mysticism. Ten minutes a day.",
            "Physio and yoga teacher. Evidence first, incense second.",
        ),
        (
            "Five minutes for your hips before you open the laptop.",
            "Morning class in {place}: twelve mats, one cat.",
            "You do not need to touch your toes. Here is what helps instead.",
            "Breathing drill for the train. Nobody will notice.",
        ),
        ("yogaeveryday", "mobility", "deskyoga", "movewell"),
    ),
    Niche(
        "climbing",
        ("crimp", "beta", "boulder", "rope", "chalk"),
        (
            "Weekend climber in {place}. Falls included.",
            "Boulders, bread and bad puns.",
            "Route setter. I test shoes, tape and patience.",
        ),
        (
            "Project sent after nine sessions. The tenth was for the photo.",
            "Finger care that kept me climbing this season.",
            "New set at the gym in {place}. The yellow one is a liar.",
            "How I pack for a week of sport climbing with hand luggage only.",
        ),
        ("climbing", "bouldering", "climbinglife", "sendit"),
    ),
)

FIRST_NAMES = (
    "Maya", "Noah", "Ines", "Tariq", "Lena", "Owen", "Priya", "Mateo", "Freya", "Jonas", "Amara", "Felix", "Sofia",
    "Callum", "Yuki", "Diego", "Nadia", "Henrik", "Zoe", "Marcus", "Leila", "Anton", "Greta", "Samuel", "Aisha",
    "Rowan", "Camille", "Ivan", "Hannah", "Luca", "Mina", "Theo", "Esme", "Rafael", "Signe", "Kofi", "Alma", "Bram",
    "Dalia", "Emil",
)  # fmt: skip
LAST_NAMES = (
    "Brook", "Alder", "Castell", "Okafor", "Lind", "Moreau", "Tanaka", "Novak", "Reyes", "Falk", "Ashworth", "Singh",
    "Berg", "Doyle", "Kaya", "Martens", "Quill", "Sorensen", "Vance", "Wilder", "Hale", "Costa", "Ferris", "Gray",
    "Holm", "Ito", "Jansen", "Kerr", "Lowe", "Mistry",
)  # fmt: skip
PLACES = (
    ("US", "en", ("Boulder", "Asheville", "Portland", "Austin", "Burlington", "Flagstaff"), 45),
    ("CA", "en", ("Squamish", "Calgary", "Halifax", "Toronto"), 20),
    ("CA", "fr", ("Montréal", "Québec"), 5),
    ("GB", "en", ("Bristol", "Sheffield", "Keswick"), 15),
    ("AU", "en", ("Hobart", "Melbourne"), 5),
    ("DE", "de", ("Freiburg", "Leipzig"), 5),
    ("FR", "fr", ("Annecy", "Grenoble"), 5),
)
PLATFORMS = (("instagram", 50), ("tiktok", 25), ("youtube", 15), ("bluesky", 7), ("blog", 3))
