"""A mailbox that speaks real IMAP, as a process of its own, with a page to drop letters into it.

    MAILBOX_PASSWORD=secret python -m kholboo.notifications.simulators.mailbox \
        --imap-port 8143 --page-port 8028 --store var/mailbox.jsonl

The server is pymap: by other hands than our client. `/` shows what lies in the mailbox and takes
a letter with files, POST /letters takes a raw one from tests, POST /faults switches trouble on:
"slow", "500", "cut", "refuse" (the password), "lost" (hangs up when a letter is marked) and
"duplicate" (a dropped letter comes twice). A restart gives every letter a new place and no mark,
as a mailbox has that was restored from a backup.
"""

import argparse
import asyncio
import base64
import os
import signal
import threading
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from kholboo.core.simulators.faults import Faults
from kholboo.core.simulators.process import die_with_parent, say_ready
from kholboo.core.simulators.store import Store
from kholboo.core.simulators.web import HOST, OUR_NAMES, POLICY, Desk, Web
from kholboo.notifications.simulators.imap import LONGEST_COMMAND, Door, Inbox
from kholboo.notifications.simulators.mailbox_page import mailbox_page

LONGEST_LETTER = 60 * 1024 * 1024
USER = "sanal"


class Box:
    """What the page and the IMAP server share; called from the page's threads."""

    def __init__(self, inbox: Inbox, store: Store, loop: asyncio.AbstractEventLoop) -> None:
        self._inbox, self._store, self._loop = inbox, store, loop
        self.uids: dict[int, int] = {}

    async def put_back(self) -> None:
        """After a restart: what lay in the mailbox lies there again."""
        for entry in reversed(self._store.newest_first()):
            at = datetime.fromisoformat(entry["at"])
            self.uids[entry["id"]] = await self._inbox.append(base64.b64decode(entry["raw"]), at)

    def drop(self, content: bytes, at: datetime | None = None) -> int:
        """A letter arrives; `at` moves its arrival for tests."""
        moment = at or datetime.now(UTC)
        raw = base64.b64encode(content).decode()
        number = self._store.add(at=moment.isoformat(), raw=raw)
        self.uids[number] = self._wait(self._inbox.append(content, moment))
        return number

    def letters(self) -> list[dict[str, Any]]:
        """Newest first, with whether each was taken."""
        taken = self._wait(self._inbox.taken())
        return [
            {
                "id": entry["id"],
                "at": entry["at"],
                "is_taken": self.uids.get(entry["id"]) in taken,
                "content": base64.b64decode(entry["raw"]),
            }
            for entry in self._store.newest_first()
        ]

    def _wait(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)


class MailboxDesk(Desk):
    policy = POLICY.replace("form-action 'none'", "form-action 'self'")
    box: Box

    def do_GET(self) -> None:  # noqa: N802  # the library calls it so
        path = urlsplit(self.path).path
        if path == "/" and self.is_for_us():
            body = mailbox_page(self.box.letters(), self.server.faults.as_dict())
            self.answer(200, body.encode(), "text/html; charset=utf-8")
        elif path == "/messages.json" and self.is_for_us():
            rows = self.box.letters()
            self.answer_json(200, [{k: row[k] for k in ("id", "at", "is_taken")} for row in rows])
        else:
            super().do_GET()

    def do_POST(self) -> None:  # noqa: N802
        if urlsplit(self.path).path != "/letters":
            super().do_POST()
            return
        kind = self.headers.get("Content-Type", "")
        if not self.is_for_us() or not (kind == "message/rfc822" or self._is_our_form(kind)):
            self.answer(404, b"POST a letter to /letters", "text/plain")
            return
        body = self.rfile.read(min(int(self.headers.get("Content-Length", "0")), LONGEST_LETTER))
        is_raw = kind == "message/rfc822"
        content = body if is_raw else written(fields_of(kind, body))
        at = self.headers.get("X-Arrived-At", "")
        for _copy in range(2 if self.server.faults.kind == "duplicate" else 1):
            number = self.box.drop(content, datetime.fromisoformat(at) if at else None)
        if is_raw:
            self.answer_json(200, {"id": number})
        else:
            self.send_response(303)
            self.send_header("Location", "/")
            self.send_header("Content-Length", "0")
            self.end_headers()

    def _is_our_form(self, kind: str) -> bool:
        """A form of our own page: browsers name the page it stands on."""
        origin = urlsplit(self.headers.get("Origin", "")).netloc
        is_ours = origin.rpartition(":")[0] in OUR_NAMES and origin == self.headers.get("Host")
        return is_ours and kind.startswith("multipart/form-data")


def fields_of(kind: str, body: bytes) -> dict[str, tuple[str, bytes]]:
    """Name → (file name, content) of a multipart form: it is made of the same stuff as mail."""
    form = message_from_bytes(
        f"Content-Type: {kind}\r\n\r\n".encode() + body, policy=policy.default
    )
    found: dict[str, tuple[str, bytes]] = {}
    for part in form.iter_parts():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if isinstance(name, str) and isinstance(content, bytes):
            found[name] = (part.get_filename() or "", content)
    return found


def written(fields: dict[str, tuple[str, bytes]]) -> bytes:
    """The letter somebody wrote on the page, as a mail program would send it."""

    def text(name: str) -> str:
        return fields.get(name, ("", b""))[1].decode("utf-8", "replace").strip()

    letter = EmailMessage()
    local, _at, domain = text("sender").rpartition("@")
    name = " ".join(text("name").split())
    letter["From"] = Address(name, local or "somebody", domain or "example.mn")
    letter["To"] = Address("", USER, "example.mn")
    letter["Subject"] = " ".join(text("subject").split())
    letter["Date"] = format_datetime(datetime.now(UTC))
    letter["Message-ID"] = make_msgid(domain="example.mn")
    letter.set_content(text("text") + "\n")
    file_name, content = fields.get("file", ("", b""))
    if content:
        letter.add_attachment(
            content, maintype="application", subtype="octet-stream", filename=file_name or "file"
        )
    return letter.as_bytes()


async def serve(imap_port: int, page_port: int, store: Store, password: str) -> None:
    faults = Faults()
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    inbox = await Inbox.made(USER, password)
    box = Box(inbox, store, loop)
    await box.put_back()
    door = await asyncio.start_server(
        Door(faults, await inbox.serve()), HOST, imap_port, limit=LONGEST_COMMAND
    )
    MailboxDesk.box = box
    web = Web(page_port, store, faults, lambda *_all: "", MailboxDesk)
    threading.Thread(target=web.serve_forever, daemon=True).start()
    say_ready(imap_port=door.sockets[0].getsockname()[1], page_port=web.port)
    await stop.wait()
    door.close()
    web.shutdown()


def main() -> None:
    options = argparse.ArgumentParser(description="A mailbox that speaks IMAP.")
    options.add_argument("--imap-port", type=int, required=True)
    options.add_argument("--page-port", type=int, required=True)
    options.add_argument("--store", type=Path, required=True)
    chosen = options.parse_args()
    die_with_parent()
    password = os.environ.get("MAILBOX_PASSWORD", "")
    asyncio.run(serve(chosen.imap_port, chosen.page_port, Store(chosen.store), password))


if __name__ == "__main__":
    main()
