"""What is wrong with a text, in codes that the desk turns into sentences."""

from dataclasses import dataclass


class Refused(Exception):
    """The file is not read at all. `code` says why, `line` where (0: the whole file)."""

    def __init__(self, code: str, *, line: int = 0, what: str = "") -> None:
        super().__init__(code)
        self.code, self.line, self.what = code, line, what


@dataclass(frozen=True)
class Problem:
    """One thing an officer should look at. `clause` is the nearest label above, perhaps none."""

    code: str
    line: int
    clause: str
    what: str
