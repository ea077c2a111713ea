"""Looks that are counted: at licence numbers, which nobody finds by trying, and at kept copies."""

from kholboo.core import limits
from kholboo.standards.queries.licences import Licence, licence_of

# From one network address, which thousands of phones may share; honest looks are not counted.
WRONG_IN_AN_HOUR = 60
LOOKS_IN_AN_HOUR = 1_200
HOUR = 3600
WRONG, ALL, STATUS = "standards.licence-wrong", "standards.licence", "standards.kept-status"


def looked_up(words: str, *, asker: str) -> Licence | None:
    """None when there is no such licence; raises TooMany."""
    limits.knock(ALL, asker, limit=LOOKS_IN_AN_HOUR, seconds=HOUR)
    limits.knock(WRONG, asker, limit=WRONG_IN_AN_HOUR, seconds=HOUR)
    found = licence_of(words)
    if found:
        limits.forgive(WRONG, asker)
    return found


def count_status(*, asker: str) -> None:
    """One phone asking how its copy stands; raises TooMany."""
    limits.knock(STATUS, asker, limit=LOOKS_IN_AN_HOUR, seconds=HOUR)
