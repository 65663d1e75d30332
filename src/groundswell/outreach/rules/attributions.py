"""How mail programs introduce what they quote, in the languages we know. Pure."""

import re

# "On Mon, 23 Nov 2026 at 05:00, Ana <ana@brand.test> wrote:" of Gmail, Apple Mail and Thunderbird, and their kin.
OPENINGS = (
    (r"On|At", r"wrote"),
    (r"Le", r"a\s+écrit|écrivit"),
    (r"Am|Um", r"schrieb(?:en)?"),
    (r"El", r"escribió|escribio"),
    (r"Il(?:\s+giorno)?", r"ha\s+scritto"),
    (r"Em|A", r"escreveu"),
    (r"Op", r"schreef"),
    (r"Den|På", r"skrev"),
    (r"W\s+dniu", r"napisał(?:\(?a\)?)?|pisze"),
)
ATTRIBUTION = re.compile(
    "|".join(
        rf"(?:{begin})\b(?=.{{0,200}}(?:\d[:.h]\d\d|@)).{{3,320}}?\b(?:{verb})\b.{{0,200}}?:"
        for begin, verb in OPENINGS
    )
    + r"|.{1,120}<[^<>\s@]{1,100}@[^<>\s@]{1,200}>\s+(?:wrote|a écrit|schrieb|escribió)(?:\s.{0,80})?:"
    + r"|.{0,40}\b20\d\d\b.{0,120}<[^<>\s@]{1,100}@[^<>\s@]{1,200}>:"
)
SEPARATOR = re.compile(
    r"[-_]{3,}\s*(?:Original Message|Ursprüngliche Nachricht|Originalnachricht|Message d[’']origine|Message original"
    r"|Mensaje original|Messaggio originale|Mensagem original|Oorspronkelijk bericht|Forwarded message"
    r"|Weitergeleitete Nachricht|Message transféré|Mensaje reenviado)\s*[-_]{3,}",
    re.IGNORECASE,
)
RULER = re.compile(r"[_\u2500]{10,}")
# The block of headers that Outlook puts above what it quotes.
SENDER = re.compile(r"\*?(?:From|Von|De|Da|Van)\s?:\*?\s*\S.*", re.IGNORECASE)
DATED = re.compile(r"\*?(?:Sent|Date|Gesendet|Datum|Envoyé(?: le)?|Enviado(?: el)?|Fecha|Inviato|Data|Verzonden)\s?:\*?\s*\S.*", re.IGNORECASE)  # fmt: skip
TO_OR_SUBJECT = re.compile(r"\*?(?:To|Subject|An|Betreff|À|A|Objet|Para|Asunto|Oggetto|Assunto|Aan|Onderwerp|Cc)\s?:\*?.*", re.IGNORECASE)  # fmt: skip
MOBILE = re.compile(
    r"(?:Sent from (?:my|Yahoo|Outlook|Mail for|Proton)|Sent (?:with|via) |Get Outlook for|Envoyé (?:de|depuis) mon"
    r"|Envoyé à partir de|(?:Obtenir|Télécharge[rz]) Outlook pour|Provenance : |Von meinem \S+ gesendet|Gesendet (?:mit|von)"
    r"|Outlook für \S+ (?:beziehen|herunterladen)|Holen Sie sich Outlook|Diese Nachricht wurde von meinem"
    r"|Enviado (?:desde|con|a través)|Obt(?:ener|én|enga) Outlook para|Descargar Outlook para|Inviato da|Enviado do meu"
    r"|Verstuurd vanaf)\b.{0,120}",
    re.IGNORECASE,
)
