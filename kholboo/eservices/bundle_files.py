"""The files of a version as text, as bytes, and the print by which a page knows what it showed."""

from collections.abc import Mapping

from kholboo.eservices.engine.bundle import fingerprint


def as_bytes(files: Mapping[str, str]) -> dict[str, bytes]:
    return {name: text.encode() for name, text in files.items()}


def print_of(files: Mapping[str, str]) -> str:
    return fingerprint(as_bytes(files))
