"""What a publication is refused for: every problem of a bundle, by the element it concerns."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """`element`: an id of the drawing or a JSON pointer. `code`: a word for machines and tests.

    `detail` repeats what stands there (cut short); people get a sentence made from `code`.
    """

    element: str
    code: str
    file: str = ""
    detail: str = ""
