"""The pixel: pages and orders that a shop's pages tell, written to a journal before the answer."""

from groundswell.links.pixel.door import PixelDoor, pixel_door
from groundswell.links.pixel.path import Pixels

__all__ = ["PixelDoor", "Pixels", "pixel_door"]
