"""Reading the mailbox people write to. Who keeps the letters is told by the caller.

Kept first, marked after: a worker that dies between the two reads the letter again, and the
keeper, who knows it by its digest, keeps it once. No transaction is open while we talk.
"""

from collections.abc import Callable
from dataclasses import dataclass

from kholboo.core.errors import Unreachable
from kholboo.notifications import wiring
from kholboo.notifications.mailbox.port import Visit
from kholboo.notifications.mailbox.reading import Mail, mail_of

# One run of the job; the next one goes on. So nobody waits for a flood to end.
LETTERS_A_RUN = 200


@dataclass(frozen=True)
class Harvest:
    """What one visit brought. `failure` is a value of rules.Failure, "" when all went well.

    `broken` is what letters raised that could not be kept: they stay unmarked for the next visit.
    """

    taken: int
    failure: str = ""
    broken: tuple[Exception, ...] = ()


def is_read() -> bool:
    """Whether the agency has a mailbox at all."""
    return wiring.mailbox() is not None


def read_mailbox(keep: Callable[[Mail], None]) -> Harvest:
    """Hand every new letter to `keep`, then mark it; what fails waits for the next visit."""
    mailbox = wiring.mailbox()
    if mailbox is None:
        return Harvest(0)
    taken = 0
    broken: list[Exception] = []
    try:
        with mailbox.visit() as visit:
            for place in visit.untaken()[:LETTERS_A_RUN]:
                try:
                    taken += _take(visit, place, keep)
                except Unreachable:
                    raise
                except Exception as error:  # those behind it are letters of people too
                    broken.append(error)
    except Unreachable as error:
        failure = str(error.facts.get("failure", "no_answer"))
        return Harvest(taken, failure, tuple(broken))
    return Harvest(taken, broken=tuple(broken))


def _take(visit: Visit, place: str, keep: Callable[[Mail], None]) -> int:
    """Keep one letter, then mark it; returns how many were kept."""
    arrived = visit.fetch(place)
    if arrived is not None:
        keep(mail_of(arrived))
    visit.mark(place)
    return int(arrived is not None)
