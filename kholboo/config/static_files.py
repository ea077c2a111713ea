"""How the files that pages need are stored: compressed, with a hash of the content in the name."""

from typing import Any

import brotli
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Bytes. No phone is sent a larger file: those are tools of the desk, editors and drawings. Packed
# as small as it goes (11), ten of them took three quarters of all the time a first start packs
# (11.3 of 15.5 s); 9 takes 0.4 s and gives 8 % more bytes.
LARGEST_ON_PHONES = 128 * 1024
SMALLEST, QUICK = 11, 9


class Packer(Compressor):  # type: ignore[misc]  # has no types
    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        quality = SMALLEST if len(data) <= LARGEST_ON_PHONES else QUICK
        packed: bytes = brotli.compress(data, quality=quality)
        return packed


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # has no types
    """A vendored script made of several files finds its parts under their hashed names too.

    Only those: scripts of other packages name parts that they do not bring along.
    """

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        (
            "ui/vendor/*.js",
            CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1],
        ),
    )

    def create_compressor(self, **options: Any) -> Packer:
        return Packer(**options)
