"""How static files are stored for serving: under names with their content's hash, and compressed."""

from typing import Any

import brotli
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

# The best, 11, takes ten times as long as this at the first start, for files a tenth smaller.
QUALITY = 9


class QuickCompressor(Compressor):  # type: ignore[misc]  # whitenoise has no types
    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        return bytes(brotli.compress(data, quality=QUALITY))


class HashedAndCompressed(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """WhiteNoise's storage with quicker compression."""

    def create_compressor(self, **options: Any) -> Compressor:
        return QuickCompressor(**options)
