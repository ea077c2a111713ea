"""A push service for tests: remembers words, `fault` as the SMS one's; "refuse" ends it."""

from kholboo.notifications.push.port import Push
from kholboo.notifications.rules import Failure, refused, unreachable


class FakePush:
    """Reaches nobody. Faults: "500", "cut", "lost" (taken, the answer never comes), "refuse" (the browser ended it)."""

    def __init__(self) -> None:
        self.sent: list[Push] = []
        self.fault = ""

    def send(self, push: Push) -> str:
        if self.fault == "refuse":
            raise refused(Failure.GONE, 410)
        if self.fault in ("500", "cut"):
            raise unreachable(Failure.TROUBLE if self.fault == "500" else Failure.NO_ANSWER)
        # What still waits under the same key is replaced.
        self.sent[:] = [one for one in self.sent if (one.key, one.to) != (push.key, push.to)]
        self.sent.append(push)
        if self.fault == "lost":
            raise unreachable(Failure.NO_ANSWER)
        return str(len(self.sent))
