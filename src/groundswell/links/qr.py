"""QR codes of short links, for packaging and print."""

import io
from typing import Literal

import segno

from groundswell.kit.errors import BadInput

Format = Literal["svg", "png"]
TYPES: dict[str, str] = {"svg": "image/svg+xml", "png": "image/png"}


def qr_code(address: str, image: str = "svg") -> bytes:
    """The address as a QR image with error correction M (15 % may be covered) and the quiet zone of 4 modules."""
    if image not in TYPES:
        raise BadInput(f"“{image}” is no image format here.", where="format", cure="Choose svg or png.")
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind=image, scale=10 if image == "png" else 4, border=4)
    return out.getvalue()
