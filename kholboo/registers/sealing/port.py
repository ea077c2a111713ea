"""What seals a PDF, whatever holds the key."""

from typing import Protocol


class Broken(Exception):
    """The seal does not hold: the file was changed, or somebody else sealed it."""


class Sealer(Protocol):
    """`chain` are the certificates (DER) from the one that seals to the root, which comes last."""

    @property
    def chain(self) -> list[bytes]: ...

    def seal(self, pdf: bytes, *, name: str, reason: str) -> bytes:
        """The same file with a PAdES seal over all of it."""
        ...
