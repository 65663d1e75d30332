"""Invented captions, promotional or not, to train and to measure the suspicion on.

Each side is made from sentences put together by chance, and the held-out captions from sentences, brands and products
that no training caption has. Both sides are given what makes the question hard: promotion that names no code and does not
call, and plain life that praises a product, names a brand, tells a price or carries a dozen hashtags.
"""

from collections.abc import Sequence
from random import Random
from typing import Any, NamedTuple


class Parts(NamedTuple):
    """What one half of the captions is made of."""

    brands: Sequence[str]
    products: Sequence[str]
    promotion: Sequence[str]
    calls: Sequence[str]
    life: Sequence[str]
    opinions: Sequence[str]
    tags: Sequence[str]


TRAINING = Parts(
    brands=("Acme", "Fernway", "Lumo", "Orrin", "Tavi", "Kestrel", "Nook"),
    products=("bottle", "serum", "running shoes", "kettle", "backpack", "face cream", "headphones", "tea", "yoga mat"),
    promotion=(
        "My mornings changed since the {product} from {brand} came into the house",
        "The new {product} by @{handle} is made from recycled things and looks it, in a good way",
        "Finally my secret is out: the {brand} {product}",
        "I have been using the {brand} {product} for three weeks now and my skin has never been calmer",
        "So excited that the {brand} {product} is here, lightweight and waterproof and just so pretty",
        "You keep asking what I carry on every run, and it is the {product} from @{handle}",
        "Teamed up with @{handle} to show you their new collection",
        "When @{handle} asked me to try the {product} I said yes before they finished",
        "Obsessed with my {brand} {product}, total game changer",
        "Everything you need for a slow Sunday: a book, a blanket, and the {brand} {product}",
        "Mein neues Lieblingsding: {product} von @{handle}",
        "Je ne sors plus sans mon {product} de chez @{handle}",
        "No puedo vivir sin mi {product} de @{handle}",
    ),
    calls=(
        "Use my code {code} for {percent}% off",
        "Code {code} saves you {percent}%",
        "Link in bio",
        "Shop now at {brand}",
        "Get yours before they are gone",
        "{percent}% off until Sunday",
        "Tap the link to order",
        "Available now",
        "https://{handle}.example/?ref={code}",
        "Go check them out",
        "Swipe up for the whole range",
        "Thank you @{handle}",
        "Giveaway: follow @{handle} and tag a friend to win one",
        "Which colour would you pick?",
        "",
        "",
        "",
    ),
    life=(
        "Rain all day, so we stayed in and baked",
        "My dog found the only puddle on the whole trail",
        "Ten years ago today, I can not believe it",
        "Happy birthday to my sister, who taught me to swim",
        "Nobody told me that marathons hurt in the second half",
        "The library is open again and I am happy",
        "Monday again",
        "Our neighbour plays the tuba now",
        "A quiet walk by the lake, nothing else to report",
        "I wrote a new chapter today and deleted it at night",
        "Throwback to the summer of bad haircuts",
        "Can somebody explain the train timetable to me",
        "Cooking with my grandma, she measures nothing",
        "Heute war der Zug pünktlich, ich melde es der Presse",
        "Un dimanche sans rien faire, enfin",
        "Hoy llueve y me alegro",
    ),
    opinions=(
        "Bought a {brand} {product} with my own money and it leaks",
        "My old {brand} {product} broke after two years, any ideas what to buy next?",
        "Is the {brand} {product} worth it? It looks overpriced to me",
        "I love my {brand} {product}, had it since school",
        "@{handle} your customer service has not answered for a week",
        "The {product} I found at the flea market is the best thing I ever bought",
        "Saved up for a {brand} {product} and finally got it, so happy",
        "Honest question: does anybody like {brand}?",
        "20% battery left and forty miles to go",
        "The dress code said black and I came in yellow",
        "My book is out on Friday, link in bio",
        "Thank you @maya for the photos",
        "We sold two hundred cakes for the shelter, $900 in one morning",
        "Best tea I ever had, at a petrol station of all places",
        "New video on my channel: how I mend shoes",
    ),
    tags=("love", "home", "morning", "travel", "run", "tea", "weekend", "photo", "new", "happy"),
)
HELD_OUT = Parts(
    brands=("Brook & Pine", "Solane", "Mirto", "Quill", "Havn", "Parcel"),
    products=("sunscreen", "desk lamp", "sneakers", "granola", "rain jacket", "shampoo", "speaker", "coffee"),
    promotion=(
        "Meet the {product} that made me cancel three others. Well done, @{handle}",
        "I was sceptical, but two weeks with the {brand} {product} and I am never going back",
        "@{handle} just launched their new {product} and yes, it comes in green",
        "What is in my bag this spring? The {brand} {product}, of course",
        "Summer is better with {brand}, that is all",
        "Packed with vitamins and without sugar: this {product} is a holy grail",
        "My partnership with {brand} is a dream come true",
        "The {product} of {brand} lives on my shelf now, and I swear by it",
        "Three reasons why I chose the {brand} {product} for this trip",
        "They sent me their {product}, and what can I say, {brand} knows what it is doing",
        "Ich zeige euch heute {product} von @{handle}, mega",
        "Meu {product} da @{handle} chegou e eu adoro",
    ),
    calls=(
        "With {code} you pay {percent}% less",
        "You find it linked below",
        "Order from their page",
        "Only this week: {percent}% discount",
        "Run, don't walk",
        "https://www.{handle}.example/spring?utm_campaign=influencer_{code}",
        "Big thanks to @{handle}",
        "Comment to enter, we give away three",
        "Have you tried it?",
        "Pre-order opens tonight",
        "",
        "",
        "",
        "",
    ),
    life=(
        "Somebody ate my sandwich at work and left a note",
        "First snow, and the cat will not go out",
        "Four hours of traffic, one good song",
        "My kids built a fort and I am not allowed in",
        "Exam week, send coffee",
        "I miss the sea",
        "A good day for doing laundry, they said",
        "Look at this cloud",
        "He said yes",
        "The bus was early and so was I, for once",
        "Old photos of my mum on a motorbike",
        "Endlich wieder Fußball mit den Jungs",
        "Domingo de chuva e de sono",
        "We are moving house and I found my diary",
    ),
    opinions=(
        "My {brand} {product} stopped working on the first day, returned it",
        "Has anybody a good {product} to recommend? Not {brand} please",
        "Second-hand {brand} {product} for three euros, what a find",
        "I adore this {product}, my husband got it for me in 2012",
        "The {brand} {product} is fine, but the lid is too small for my hands",
        "Dear @{handle}, please bring the old recipe back",
        "A discount on kindness, everybody",
        "Our choir gives a concert on Sunday, tickets $5, link in bio",
        "My podcast turns three, thank you all",
        "I would buy this {product} again, it survived the kids",
        "Shout out to the lifeguard who found my glasses",
        "Half price day at the pool, and everybody came",
    ),
    tags=("sun", "work", "family", "music", "art", "city", "food", "cat", "autumn", "trip"),
)


def halved(parts: Parts) -> tuple[Parts, Parts]:
    """Two halves that share no promotional or opinionated sentence, nor a sentence of everyday life."""
    first, second = (
        {"promotion": parts.promotion[n::2], "life": parts.life[n::2], "opinions": parts.opinions[n::2]} for n in (0, 1)
    )
    return parts._replace(**first), parts._replace(**second)


def make_captions(parts: Parts, count: int, seed: int) -> list[tuple[dict[str, Any], bool]]:
    """`count` posts in the shape of `disclosure check`, each with whether it promotes; four in ten do."""
    chance = Random(seed)
    return [_make(parts, chance, number) for number in range(count)]


def _make(parts: Parts, chance: Random, number: int) -> tuple[dict[str, Any], bool]:
    promotes = chance.random() < 0.4
    brand = chance.choice(parts.brands)
    handle = "".join(c for c in brand.lower() if c.isalnum())
    words = {
        "brand": brand,
        "handle": handle,
        "product": chance.choice(parts.products),
        "percent": chance.choice((10, 15, 20, 25)),
    }
    words["code"] = f"{chance.choice(('MAYA', 'TOM', 'LENA', 'RUN'))}{words['percent']}"
    if promotes:
        sentences = [chance.choice(parts.promotion)]
        sentences += chance.sample(parts.calls, chance.choice((0, 1, 1, 2)))
        sentences += [chance.choice(parts.life)] if chance.random() < 0.35 else []
    else:
        sentences = [chance.choice(parts.opinions if chance.random() < 0.45 else parts.life)]
        sentences += [chance.choice(parts.life)] if chance.random() < 0.3 else []
    chance.shuffle(sentences)
    text = ". ".join(sentence.format(**words) for sentence in sentences if sentence)
    tags = chance.sample(parts.tags, chance.choice((0, 0, 1, 2, 3, 5)))
    if chance.random() < (0.45 if promotes else 0.12):
        tags.append(handle)
    post = {
        "id": number, "platform": "instagram", "surface": "feed", "jurisdictions": ["US"], "connection": "unknown",
        "text": " ".join([text, *(f"#{tag}" for tag in tags)]), "brand": brand if chance.random() < 0.7 else None,
    }  # fmt: skip
    return post, promotes
