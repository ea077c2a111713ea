"""A mail server for tests: remembers letters; `fault` makes it behave as a bad one."""

from kholboo.core import seal
from kholboo.notifications.mail.port import Letter
from kholboo.notifications.rules import Failure, refused, unreachable


class FakeMail:
    """Reaches nobody. Faults: "500", "cut", "lost" (taken, but the answer never comes), "refuse"."""

    def __init__(self) -> None:
        self.sent: list[Letter] = []
        self.fault = ""

    def send(self, letter: Letter) -> str:
        if self.fault == "refuse":
            raise refused(Failure.RECIPIENT, 550)
        if self.fault in ("500", "cut"):
            raise unreachable(Failure.TROUBLE if self.fault == "500" else Failure.NO_ANSWER)
        if "\n" in letter.subject:
            raise refused(Failure.CONTENT)
        self.sent.append(letter)
        if self.fault == "lost":
            raise unreachable(Failure.NO_ANSWER)
        return f"<{seal.blind('message-id', letter.key)}@fake>"
