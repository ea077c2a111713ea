"""A push service with its browsers, as a process of its own: RFC 8030, 8188, 8291, 8292.

    python -m kholboo.notifications.simulators.push --port 8029 --store var/push.jsonl

POST /subscribe is what a browser does for a page: it answers an endpoint and keys. POST to that
endpoint is what our server does. `/` shows what arrived, `/messages.json` gives it to tests with
the locked body and the words the browser reads in it, POST /end ends a subscription, POST /faults
switches trouble on ("refuse": the subscription is over).
"""

import argparse
import base64
import json
from html import escape
from typing import Any
from urllib.parse import urlsplit

from kholboo.core.simulators import page
from kholboo.core.simulators.serving import serve
from kholboo.core.simulators.web import LONGEST_WISH, Desk
from kholboo.notifications.simulators.browsers import Browser, Browsers
from kholboo.notifications.simulators.passes import Bad, check_pass

LONGEST_BODY = 4096


class PushDesk(Desk):
    browsers: Browsers

    def do_POST(self) -> None:  # noqa: N802  # the library calls it so
        path = urlsplit(self.path).path
        if path.startswith("/push/") and self.is_for_us():
            self._push(path.removeprefix("/push/"))
        elif path in ("/subscribe", "/end") and self.is_for_us():
            self._of_a_browser(path)
        else:
            super().do_POST()

    def _of_a_browser(self, path: str) -> None:
        try:
            asked = json.loads(self.rfile.read(self._length(LONGEST_WISH)) or b"{}")
            if path == "/end":
                self.browsers.end(str(asked["endpoint"]).rpartition("/")[2])
                self.answer_json(200, {})
            else:
                browser = self.browsers.subscribe(str(asked["key"]))
                self.answer_json(201, browser.told(self._origin()))
        except (ValueError, KeyError, TypeError) as error:
            self.answer_json(422, {"error": str(error)})

    def _push(self, token: str) -> None:
        body = self.rfile.read(self._length(LONGEST_BODY + 1))
        fault = self.server.faults.strike()
        if fault == "slow":
            self.server.faults.be_slow()
        if fault == "cut":
            self.hang_up()
        elif fault == "500":
            self.answer(500, b"trouble", "text/plain")
        elif fault == "refuse":
            self.answer(410, b"the subscription is over", "text/plain")
        else:
            self._take(token, body, fault)

    def _take(self, token: str, body: bytes, fault: str) -> None:
        try:
            browser = self.browsers.find(token)
            self._check(browser, body)
            words = browser.read(body)
        except Bad as error:
            self.answer(error.status, error.words.encode(), "text/plain")
            return
        for _copy in range(2 if fault == "duplicate" else 1):
            number = self.server.store.add(
                to=token,
                topic=self.headers.get("Topic", ""),
                ttl=int(self.headers["TTL"]),
                body=base64.b64encode(body).decode(),
                text=words,
            )
        if fault == "lost":
            self.hang_up()
            return
        self.send_response(201)
        self.send_header("Location", f"{self._origin()}/message/{number}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _check(self, browser: Browser, body: bytes) -> None:
        if not self.headers.get("TTL", "").isdecimal():
            raise Bad(400, "TTL is missing")
        if self.headers.get("Content-Encoding") != "aes128gcm":
            raise Bad(415, "Content-Encoding must be aes128gcm")
        if len(body) > LONGEST_BODY:
            raise Bad(413, "too long")
        if len(self.headers.get("Topic", "")) > 32:
            raise Bad(400, "Topic is too long")
        check_pass(
            self.headers.get("Authorization", ""), origin=self._origin(), expected=browser.key
        )

    def _length(self, most: int) -> int:
        return min(int(self.headers.get("Content-Length", "0")), most)

    def _origin(self) -> str:
        return f"http://{self.headers['Host']}"


def push_page(messages: list[dict[str, Any]], faults: dict[str, Any]) -> str:
    seen: set[tuple[str, str]] = set()
    shown = []
    for message in messages:
        place = (message["to"], message["topic"])
        shown.append(_notice(message, is_replaced=bool(message["topic"]) and place in seen))
        seen.add(place)
    return page.frame("Утсан дээрх мэдэгдэл", "Notices on phones", shown, faults)


def _notice(message: dict[str, Any], *, is_replaced: bool) -> str:
    try:
        said = json.loads(message["text"])["notification"]
    except (ValueError, KeyError, TypeError):
        said = {"title": "", "body": message["text"], "navigate": ""}
    replaced = '<p class="repeated">солигдсон <span lang="en">replaced</span></p>'
    return (
        f'<article class="sms" id="m-{message["id"]}"><h2>{escape(said["title"])}</h2>'
        f'{replaced if is_replaced else ""}<p class="bubble">{escape(said["body"])}<br>'
        f"{page.with_links(said['navigate'])}</p>"
        f'<p class="small"><a href="#m-{message["id"]}">№ {message["id"]}</a> '
        f"{page.moment(message['at'])}</p></article>"
    )


def main() -> None:
    serve("A push service and its browsers.", push_page, _desk)


def _desk(chosen: argparse.Namespace) -> type[Desk]:
    browsers = Browsers(chosen.store.with_suffix(".browsers.json"))
    return type("PushDeskOfBrowsers", (PushDesk,), {"browsers": browsers})


if __name__ == "__main__":
    main()
