"""What a file says, row by row, before anybody compares it with the catalogue."""

from dataclasses import dataclass, field

from django.utils.functional import Promise

from kholboo.standards.changing import Bond, Facts

Sentence = str | Promise


@dataclass(frozen=True)
class Problem:
    """What is wrong in a row (0: with the whole file) and, where one is meant, in which column."""

    row: int
    column: str
    sentence: Sentence


@dataclass
class Draft:
    """One edition as the file has it; facts it does not speak of are not in `facts`.

    `replaces` are designations: what they mean is found later. `is_whole`: every cell was read.
    """

    row: int
    number: str
    year: int | None
    facts: Facts
    replaces: list[str] = field(default_factory=list)
    # Each other tie; the `how` of one whose words are a number is empty.
    ties: list[Bond] = field(default_factory=list)
    is_whole: bool = True


@dataclass
class Reading:
    """All of a file. `remarks` are no faults: what was left out, and why."""

    drafts: list[Draft] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
