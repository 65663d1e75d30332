"""Feeds of people who do not exist."""

from pathlib import Path


def recorded(name: str) -> bytes:
    return (Path(__file__).parent / "recorded" / name).read_bytes()
