"""The words the cleaning process and its parent share."""

from dataclasses import dataclass

# Each refusal has a sentence in services/refusals.py; a test compares the two lists.
REFUSALS = frozenset(
    {
        "empty",
        "size",
        "type",
        "broken",
        "pixels",
        "password",
        "macros",
        "archive",
        "resources",
    }
)


class Refused(Exception):
    """The file cannot be taken; `code` is one of REFUSALS."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Task:
    """What the parent asks: descriptors for the copies, and the walls.

    `memory` is bytes of address space, `cpu` seconds, `disk` bytes a copy may take; `pixels`
    is the budget of an image that must be decoded whole, `jpeg_pixels` of one that can be
    decoded at a smaller scale.
    """

    view_fd: int
    thumb_fd: int
    memory: int = 768 * 1024 * 1024
    cpu: int = 20
    disk: int = 64 * 1024 * 1024
    pixels: int = 40_000_000
    jpeg_pixels: int = 120_000_000


@dataclass(frozen=True)
class Verdict:
    """What the cleaner found: types by content and facts of the copy for view."""

    media_type: str
    view_type: str
    is_clean: bool = False
    has_thumb: bool = False
    width: int | None = None
    height: int | None = None
    seconds: int | None = None
    walls: str = ""
