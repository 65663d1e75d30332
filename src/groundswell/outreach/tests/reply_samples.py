"""Replies as mail programs write them: what they put above a quote, by program and language, and what people write.

Made anew for these tests after the programs' own habits. Each sample is (name, text of the mail, its new part).
"""

from collections.abc import Iterator
from typing import NamedTuple

NNBSP = "\u202f"


class Sample(NamedTuple):
    name: str
    text: str
    new: str


LETTER = {
    "en": ("Hi Maya,", "I loved your reel about rain in March.", "Would you like to try our bottle?", "Ana"),
    "fr": ("Bonjour Maya,", "j'ai adoré ta vidéo sur la pluie de mars.", "Veux-tu essayer notre gourde ?", "Ana"),
    "de": ("Hallo Maya,", "dein Video über Regen im März fand ich toll.", "Möchtest du unsere Flasche testen?", "Ana"),
    "es": ("Hola Maya:", "me encantó tu vídeo sobre la lluvia de marzo.", "¿Quieres probar nuestra botella?", "Ana"),
}
ANSWER = {
    "en": "Hi Ana,\n\nyes, I'd love to! My rate is $250: one reel, 2 stories.\nDoes next week work for you?\n\nMaya",
    "fr": "Bonjour Ana,\n\noui, avec plaisir ! Mon tarif : 250 €, un reel et 2 stories.\nLe lundi 30 te convient ?\n\nMaya",
    "de": "Hallo Ana,\n\nja, sehr gern! Mein Preis: 250 €, ein Reel, 2 Stories.\nPasst es dir am Montag, dem 30.?\n\nMaya",
    "es": "Hola, Ana:\n\n¡sí, me encantaría! Mi tarifa: 250 €, un reel y 2 historias.\n¿Te va bien el lunes 30?\n\nMaya",
}
INTRO = {
    ("gmail", "en"): "On Mon, Nov 23, 2026 at 5:00 AM Ana Vale <ana@brand.test> wrote:",
    ("gmail", "fr"): "Le lun. 23 nov. 2026 à 05:00, Ana Vale <ana@brand.test> a écrit :",
    ("gmail", "de"): "Am Mo., 23. Nov. 2026 um 05:00 Uhr schrieb Ana Vale <ana@brand.test>:",
    ("gmail", "es"): "El lun, 23 nov 2026 a las 5:00, Ana Vale (<ana@brand.test>) escribió:",
    ("apple", "en"): f"On 23 Nov 2026, at 5:00{NNBSP}AM, Ana Vale <ana@brand.test> wrote:",
    ("apple", "fr"): "Le 23 nov. 2026 à 05:00, Ana Vale <ana@brand.test> a écrit :",
    ("apple", "de"): "Am 23.11.2026 um 05:00 schrieb Ana Vale <ana@brand.test>:",
    ("apple", "es"): "El 23 nov 2026, a las 5:00, Ana Vale <ana@brand.test> escribió:",
    ("thunderbird", "en"): "On 11/23/26 05:00, Ana Vale wrote:",
    ("thunderbird", "fr"): "Le 23/11/2026 à 05:00, Ana Vale a écrit :",
    ("thunderbird", "de"): "Am 23.11.26 um 05:00 schrieb Ana Vale:",
    ("thunderbird", "es"): "El 23/11/2026 a las 5:00, Ana Vale escribió:",
}
OUTLOOK = {
    "en": ("From: Ana Vale <ana@brand.test>", "Sent: Monday, November 23, 2026 5:00 AM", "To: Maya <maya@creator.test>", "Subject: A bottle?"),
    "fr": ("De : Ana Vale <ana@brand.test>", "Envoyé : lundi 23 novembre 2026 05:00", "À : Maya <maya@creator.test>", "Objet : Une gourde ?"),
    "de": ("Von: Ana Vale <ana@brand.test>", "Gesendet: Montag, 23. November 2026 05:00", "An: Maya <maya@creator.test>", "Betreff: Eine Flasche?"),
    "es": ("De: Ana Vale <ana@brand.test>", "Enviado: lunes, 23 de noviembre de 2026 5:00", "Para: Maya <maya@creator.test>", "Asunto: ¿Una botella?"),
}  # fmt: skip
ORIGINAL = {
    "en": "-----Original Message-----",
    "fr": "-----Message d'origine-----",
    "de": "-----Ursprüngliche Nachricht-----",
    "es": "-----Mensaje original-----",
}
MOBILE = {
    ("apple", "en"): "Sent from my iPhone",
    ("apple", "fr"): "Envoyé de mon iPhone",
    ("apple", "de"): "Von meinem iPhone gesendet",
    ("apple", "es"): "Enviado desde mi iPhone",
    ("outlook", "en"): "Get Outlook for iOS<https://aka.ms/o0ukef>",
    ("outlook", "fr"): "Télécharger Outlook pour iOS<https://aka.ms/o0ukef>",
    ("outlook", "de"): "Outlook für iOS beziehen<https://aka.ms/o0ukef>",
    ("outlook", "es"): "Obtener Outlook para iOS<https://aka.ms/o0ukef>",
}
SIGNATURE = "-- \nMaya Brook\nTrail runner, Leeds"
ODD = (
    ("no quote at all", "Sounds good.\n\nLe reste demain : 2 photos.", "Sounds good.\n\nLe reste demain : 2 photos."),
    ("a sentence that looks like one", "On Monday 23 I wrote to you:\n\n- a\n- b", "On Monday 23 I wrote to you:\n\n- a\n- b"),
    ("yahoo", "Yes!\n\n    On Monday, November 23, 2026 at 05:00:00 AM GMT, Ana <ana@brand.test> wrote:  \n \n Hi Maya,\nwould you?", "Yes!"),
    ("android, russian", "Да, интересно!\n\nпн, 23 нояб. 2026 г., 05:00 Ana Vale <ana@brand.test>:\n\n> Hi Maya,\n> would you?", "Да, интересно!"),
    ("forwarded", "Ana, see below.\n\n---------- Forwarded message ---------\nFrom: X <x@x.test>\nDate: Mon, 23 Nov 2026\n\nhello", "Ana, see below."),
    ("italian", "Certo!\n\nIl giorno lun 23 nov 2026 alle ore 05:00 Ana <ana@brand.test> ha scritto:\n\n> Ciao", "Certo!"),
    ("portuguese", "Claro!\n\nEm seg., 23 de nov. de 2026 às 05:00, Ana <ana@brand.test> escreveu:\n\n> Oi", "Claro!"),
    ("dutch", "Graag!\n\nOp ma 23 nov 2026 om 05:00 schreef Ana <ana@brand.test>:\n\n> Hoi", "Graag!"),
    ("long lines of the quote, broken", "Yes.\n\n> Hi Maya, I loved your reel about rain in March, and I think our\nbottle\n> would suit you.", "Yes."),
    ("a quote in the quote", "Deal!\n\nOn 11/23/26 05:00, Ana wrote:\n> Fine.\n>\n> On 11/22/26 04:00, Maya wrote:\n>> 250?", "Deal!"),
    ("nothing but a quote", "On 11/23/26 05:00, Ana wrote:\n> Fine.", ""),
)  # fmt: skip


def samples() -> Iterator[Sample]:
    for language, answer in ANSWER.items():
        for program in ("gmail", "apple", "thunderbird"):
            yield from _marked(program, language, answer)
        yield from _outlook(language, answer)
    for name, text, new in ODD:
        yield Sample(name, text, new)


def _marked(program: str, language: str, answer: str) -> Iterator[Sample]:
    intro, letter = INTRO[program, language], LETTER[language]
    quote = _quote("\n\n".join(letter))
    name = f"{program} {language}"
    gap = "\n\n" if program != "thunderbird" else "\n"
    yield Sample(f"{name} top", f"{answer}\n\n{intro}{gap}{quote}\n", answer)
    yield Sample(f"{name} bottom", f"{intro}{gap}{quote}\n\n{answer}\n", answer)
    yield Sample(f"{name} top, signed", f"{answer}\n\n{SIGNATURE}\n\n{intro}{gap}{quote}\n", answer)
    yield Sample(f"{name} bottom, signed", f"{intro}{gap}{quote}\n\n{answer}\n\n{SIGNATURE}\n", answer)
    first, second = answer.split("\n\n")[1].split("\n")
    between = f"{intro}{gap}{_quote(letter[0])}\n>\n{_quote(letter[1])}\n\n{first}\n\n{_quote(letter[2])}\n\n{second}\n"
    yield Sample(f"{name} between", between, f"{first}\n\n{second}")
    if program == "gmail":
        broken = intro.replace(" <ana@", "\n<ana@").replace(" (<ana@", "\n(<ana@")
        yield Sample(f"{name} introduction broken", f"{answer}\n\n{broken}\n\n{quote}", answer)
        yield Sample(f"{name} from HTML", f"{answer}\n\n{intro}\n\n" + "\n\n".join(letter), answer)
    if program == "apple":
        mobile = MOBILE[program, language]
        yield Sample(f"{name} mobile", f"{answer}\n\n{mobile}\n\n> {intro}\n> \n{quote}", answer)


def _outlook(language: str, answer: str) -> Iterator[Sample]:
    headers, letter = "\n".join(OUTLOOK[language]), "\n\n".join(LETTER[language])
    name = f"outlook {language}"
    yield Sample(f"{name} top", f"{answer}\n\n{headers}\n\n{letter}", answer)
    yield Sample(f"{name} top, old", f"{answer}\n\n{ORIGINAL[language]}\n{headers}\n\n{letter}", answer)
    yield Sample(f"{name} top, web", f"{answer}\n\n{'_' * 32}\n{headers}\n\n{letter}", answer)
    yield Sample(
        f"{name} bottom",
        f"{_quote(f'{ORIGINAL[language]}{chr(10)}{headers}{chr(10)}{chr(10)}{letter}')}\n\n{answer}",
        answer,
    )
    stars = (
        headers.replace("From:", "*From:*").replace("Von:", "*Von:*").replace("De:", "*De:*").replace("De :", "*De :*")
    )
    yield Sample(f"{name} top, bold", f"{answer}\n\n{stars}\n\n{letter}", answer)
    mobile = MOBILE["outlook", language]
    yield Sample(f"{name} mobile", f"{answer}\n\n{mobile}\n{'_' * 32}\n{headers}\n\n{letter}", answer)


def _quote(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
