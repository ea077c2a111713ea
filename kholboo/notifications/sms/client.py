"""CallPro's MessagePro over HTTPS. Its field names appear in this file and nowhere else.

Form seen in public clients of it: GET {url}/send?from=&to=&text= with header x-api-key; the answer is
[{"Result": "SUCCESS", "Message ID": 123}]. Other results were not seen: whatever is not
SUCCESS counts as a refusal, so that a person looks at it.
"""

from kholboo.core.egress import Answer, Egress
from kholboo.core.errors import Unreachable
from kholboo.notifications.rules import Failure, refused, unreachable
from kholboo.notifications.sms.port import ShortText

KEY_NOT_ACCEPTED = (401, 403)
LATER = (408, 429)


class MessageProClient:
    def __init__(self, url: str, *, key: str, sender: str, egress: Egress) -> None:
        self._url = url.rstrip("/") + "/send"
        self._key = key
        self._sender = sender
        self._egress = egress

    def send(self, message: ShortText) -> str:
        try:
            answer = self._egress.get(
                self._url,
                params={"from": self._sender, "to": message.to, "text": message.text},
                headers={"x-api-key": self._key},
            )
        except Unreachable as error:
            raise unreachable(Failure.NO_ANSWER, error.code) from error
        _check_status(answer.status)
        return _number_in(answer)


def _check_status(status: int) -> None:
    if status in KEY_NOT_ACCEPTED:
        raise unreachable(Failure.KEY, status)
    if status >= 500 or status in LATER or 300 <= status < 400:
        raise unreachable(Failure.TROUBLE, status)
    if status >= 400:
        raise refused(Failure.CONTENT, status)


def _number_in(answer: Answer) -> str:
    try:
        first = answer.json()[0]
        result, number = str(first["Result"]), str(first.get("Message ID", ""))
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise unreachable(Failure.UNCLEAR, answer.status) from error
    if result != "SUCCESS":
        raise refused(Failure.RECIPIENT)
    return number
