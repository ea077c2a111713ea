"""An SMS provider for tests: remembers texts, gives predictable numbers; `fault` as the mail's."""

from kholboo.notifications.rules import Failure, refused, unreachable
from kholboo.notifications.sms.port import ShortText


class FakeSms:
    """Reaches nobody. Faults: "500", "cut", "lost" (taken, but the answer never comes), "refuse"."""

    def __init__(self) -> None:
        self.sent: list[ShortText] = []
        self.fault = ""

    def send(self, message: ShortText) -> str:
        if self.fault == "refuse":
            raise refused(Failure.RECIPIENT)
        if self.fault in ("500", "cut"):
            raise unreachable(Failure.TROUBLE if self.fault == "500" else Failure.NO_ANSWER)
        self.sent.append(message)
        if self.fault == "lost":
            raise unreachable(Failure.NO_ANSWER)
        return str(len(self.sent))
