"""Reading the mailbox people write to. Who keeps the letters is told by the caller.

Kept first, marked after: a worker that dies between the two reads the letter again, and the
keeper, who knows it by its digest, keeps it once. No transaction is open while we talk.
"""

from collections.abc import Callable
from dataclasses import dataclass

from kholboo.core.errors import Unreachable
from kholboo.notifications import wiring
from kholboo.notifications.mailbox.reading import Mail, mail_of

# One run of the job; the next one goes on. So nobody waits for a flood to end.
LETTERS_A_RUN = 200


@dataclass(frozen=True)
class Harvest:
    """What one visit brought. `failure` is a value of rules.Failure, "" when all went well."""

    taken: int
    failure: str = ""


def is_read() -> bool:
    """Whether the agency has a mailbox at all."""
    return wiring.mailbox() is not None


def read_mailbox(keep: Callable[[Mail], None]) -> Harvest:
    """Hand every new letter to `keep`, then mark it; what fails waits for the next visit."""
    mailbox = wiring.mailbox()
    if mailbox is None:
        return Harvest(0)
    taken = 0
    try:
        with mailbox.visit() as visit:
            for place in visit.untaken()[:LETTERS_A_RUN]:
                arrived = visit.fetch(place)
                if arrived is not None:
                    keep(mail_of(arrived))
                    taken += 1
                visit.mark(place)
    except Unreachable as error:
        return Harvest(taken, str(error.facts.get("failure", "no_answer")))
    return Harvest(taken)
