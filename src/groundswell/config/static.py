"""How static files are stored for serving: under names with their content's hash, and compressed."""

from typing import Any

from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedAndCompressed(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Gzip alone: Brotli's best takes many seconds at the first start and saves little more."""

    def create_compressor(self, **options: Any) -> Compressor:
        return Compressor(**options, use_brotli=False)
