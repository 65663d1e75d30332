"""Which orders nobody signed: everybody can send what a pixel sends."""

PIXEL_SOURCE = "pixel-"
SERVER_SOURCE = "server-"


def is_unproven(source: str) -> bool:
    return source.startswith(PIXEL_SOURCE)
