"""An SMS provider in the MessagePro form, as a process of its own.

    python -m kholboo.notifications.simulators.sms --port 8026 --store var/sms.jsonl [--key K]

GET /send as MessagePro; `/` shows the texts, `/messages.json` gives them to tests, POST /faults
switches trouble on. What MessagePro answers to a bad number or key was not seen: FAILED and 401
are our guess. It keeps no keys, so a repeated text is a second text, as with the real one.
"""

import re
from html import escape
from typing import Any
from urllib.parse import parse_qs, urlsplit

from kholboo.core.simulators import page
from kholboo.core.simulators.serving import keyed, serve
from kholboo.core.simulators.web import Desk


class SmsDesk(Desk):
    key = ""

    def do_GET(self) -> None:  # noqa: N802  # the library calls it so
        parts = urlsplit(self.path)
        if parts.path == "/send":
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            self._send(asked)
        else:
            super().do_GET()

    def _send(self, asked: dict[str, str]) -> None:
        fault = self.server.faults.strike()
        if fault == "slow":
            self.server.faults.be_slow()
        if fault == "cut":
            self.hang_up()
        elif fault == "500":
            self.answer(500, b"trouble", "text/plain")
        elif self.key and self.headers.get("x-api-key") != self.key:
            self.answer_json(401, {"message": "Unauthorized"})
        elif fault == "refuse" or not _is_sendable(asked):
            self.answer_json(200, [{"Result": "FAILED"}])
        else:
            self._take(asked, fault)

    def _take(self, asked: dict[str, str], fault: str) -> None:
        for _copy in range(2 if fault == "duplicate" else 1):
            number = self.server.store.add(
                to=asked["to"], sender=asked.get("from", ""), text=asked["text"]
            )
        if fault == "lost":
            self.hang_up()
        else:
            self.answer_json(200, [{"Result": "SUCCESS", "Message ID": number}])


def _is_sendable(asked: dict[str, str]) -> bool:
    return bool(re.fullmatch(r"[0-9]{8}", asked.get("to", "")) and asked.get("text"))


def sms_page(messages: list[dict[str, Any]], faults: dict[str, Any]) -> str:
    return page.frame("Мессежүүд", "Text messages", [_bubble(m) for m in messages], faults)


def _bubble(message: dict[str, Any]) -> str:
    return (
        f'<article class="sms" id="m-{message["id"]}">'
        f"<h2>{escape(message['to'])}</h2>"
        f'<p class="bubble">{page.with_links(message["text"])}</p>'
        f'<p class="small"><a href="#m-{message["id"]}">№ {message["id"]}</a> '
        f"{page.moment(message['at'])}</p></article>"
    )


def main() -> None:
    serve("An SMS provider in the MessagePro form.", sms_page, keyed(SmsDesk))


if __name__ == "__main__":
    main()
