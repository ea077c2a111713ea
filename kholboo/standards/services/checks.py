"""Each look at a licence number is counted: nobody finds the numbers of others by trying."""

from kholboo.core import limits
from kholboo.standards.queries.licences import Licence, licence_of

# From one network address, which thousands of phones may share; honest looks are not counted.
WRONG_IN_AN_HOUR = 60
LOOKS_IN_AN_HOUR = 1_200
HOUR = 3600
WRONG, ALL = "standards.licence-wrong", "standards.licence"


def looked_up(words: str, *, asker: str) -> Licence | None:
    """None when there is no such licence; raises TooMany."""
    limits.knock(ALL, asker, limit=LOOKS_IN_AN_HOUR, seconds=HOUR)
    limits.knock(WRONG, asker, limit=WRONG_IN_AN_HOUR, seconds=HOUR)
    found = licence_of(words)
    if found:
        limits.forgive(WRONG, asker)
    return found
