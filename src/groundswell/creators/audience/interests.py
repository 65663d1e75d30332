"""Interests that people name in their bio or posts. Silence says nothing: the shares are lower bounds."""

import re
from functools import cache

from groundswell.creators.audience.folding import plain

LONGEST = 4000
# Words that hardly mean anything else, in several languages; no stem shorter than four letters.
TERMS = {
    "Animals": "dog mom|dog dad|cat mom|cat dad|dog lover|cat lover|dogs|cats|horses|equestrian|wildlife|birder|birding|veterinar\\w*|hunde|katzen|perros|gatos|chiens|chats",
    "Art and design": "artist|illustrat\\w+|painter|painting|graphic design\\w*|designer|ceramic\\w*|sculptor|künstler\\w*|ilustrador\\w*|artista|artiste|diseñador\\w*|dessinat\\w+",
    "Beauty": "makeup|make-up|skincare|cosmetic\\w*|beauty|mua|hairstyl\\w+|nail art|maquillaje|kosmetik|maquillage",
    "Books": "books|bookworm|bookstagram|booktok|reader|reading|author|novelist|librarian|bücher|libros|livres|lectora?|lectrice",
    "Business": "entrepreneur\\w*|founder|startups?|ceo|investor|marketing|freelanc\\w+|unternehmer\\w*|empresari\\w+",
    "Cars": "cars|automotive|motorsports?|formula 1|f1|petrolhead|motorcycl\\w+|bikers?|nascar",
    "Cycling": "cycling|cyclist|bicycl\\w+|mtb|mountain bik\\w+|roadbike|gravel bike|radfahr\\w*|ciclis\\w+|cyclisme",
    "Family": "mom of|mum of|dad of|mother of|father of|mama|mommy|husband|wife|parenting|papa von|mamá|maman",
    "Fashion": "fashion\\w*|stylist|streetwear|sneakers?|sneakerhead|outfits?|mode|moda|thrift\\w*",
    "Fitness": "fitness|gym|workouts?|crossfit|bodybuild\\w*|personal trainer|weightlifting|yoga|pilates|calisthenics",
    "Food": "food\\w*|cooking|baking|baker|chef|recipes?|vegan|vegetarian|barista|kochen|backen|cocina|recetas|cuisine",
    "Gaming": "gamer|gaming|video ?games?|esports|twitch|playstation|xbox|nintendo|minecraft|dnd|ttrpg",
    "Home and garden": "garden\\w*|interior design|home ?decor|diy|houseplants?|woodworking|garten|jardin\\w*",
    "Music": "music\\w*|singer|songwriter|guitarist|drummer|dj|producer|vinyl|musik\\w*|música|músic\\w+|musique|kpop|k-pop",
    "Outdoors": "hiking|hiker|camping|climbing|climber|mountain\\w*|outdoors\\w*|backpack\\w+|surfing|surfer|skiing|snowboard\\w*|wandern|senderismo|randonnée",
    "Photography": "photo\\w*|foto\\w*|cinematograph\\w*",
    "Running": "running|runner|marath?on\\w*|trail ?run\\w*|ultrarunn\\w+|5k|10k|laufen|läufer\\w*|corredora?|coureur\\w*",
    "Science": "scientist|science|physic\\w+|biolog\\w+|astronom\\w+|phd|neurosci\\w+|chemist\\w*|researcher|wissenschaft\\w*|científic\\w+",
    "Sports": "football|soccer|basketball|nba|nfl|mlb|baseball|tennis|cricket|rugby|hockey|volleyball|fußball|fútbol|futbol",
    "Technology": "software|developer|programm\\w+|coder|coding|engineer|tech|cybersecurity|data scien\\w+|linux|python|machine learning|entwickler\\w*",
    "Travel": "travel\\w*|wanderlust|globetrotter|digital nomad|reisen|viaj\\w+|voyag\\w+|backpacker",
}  # fmt: skip


def interests_of(*texts: str) -> frozenset[str]:
    """The interests whose words stand in the texts."""
    found = _pattern().finditer(plain(" ".join(text[:LONGEST] for text in texts)))
    return frozenset(names()[int(match.lastgroup[1:])] for match in found if match.lastgroup)


@cache
def names() -> tuple[str, ...]:
    return tuple(TERMS)


@cache
def _pattern() -> re.Pattern[str]:
    groups = (f"(?P<g{at}>{plain(terms)})" for at, terms in enumerate(TERMS.values()))
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})(?!\w)")
