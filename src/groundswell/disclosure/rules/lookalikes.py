"""Characters that people read as a Latin letter or a plain sign, and that Unicode's NFKC leaves alone.

Chosen from Unicode's confusables (UTS #39) by what occurs in disguised captions; capitals and small letters
are both listed because look-alikes do not always come in pairs (В reads as B, в as a small capital B).
"""

from __future__ import annotations

_PAIRS = (
    ("АаЕеОоРрСсУуХхІіЈјЅѕԁһԛԝКкМмТтВвНнѴѵҮүӀӏԌԍ", "aaeeooppccyyxxiijjssdhqwkkmmttbbhhvvyyllgg"),
    ("ΑαΒβΕεΖΗΙιΚκΜΝΟοΡρΤτΥυΧχνϲϳ", "aabbeezhiikkmnooppttyuxxvcj"),
    ("օսցհոԱՍՕ", "ougһnuuo"),
    ("ᎪᎠᏴᏟᎬᎻᎫᏦᏞᎷᏢᏚᎢᏙᎳᏃ", "adbcehjklmpstvwz"),
    ("ᴀʙᴄᴅᴇɢʜɪᴊᴋʟᴍɴᴏᴘʀᴛᴜᴠᴡʏᴢꜱ", "abcdeghijklmnoprtuvwyzs"),
    ("ɑıɡɩ", "aigi"),
    ("’‘ʼ´′＇", "''''''"),
    ("\u2800\u2028\u2029\x85\r", " \n\n\n\n"),
    ("＃﹟", "##"),
    ("【】「」『』〔〕〖〗", "[][][][][]"),
    ("。、・", "!,·"),
)

_LIGATURES = {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l"}


def _table() -> dict[str, str]:
    table: dict[str, str] = {}
    for odd, plain in _PAIRS:
        table.update(zip(odd, plain, strict=True))
    table.update(_LIGATURES)
    for first in (0x1F150, 0x1F170):  # letters in black circles and squares
        table.update({chr(first + n): chr(ord("a") + n) for n in range(26)})
    return table


LOOKALIKES = _table()
