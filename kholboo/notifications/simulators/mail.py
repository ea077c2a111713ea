"""A mail server that keeps every letter and shows it, as a process of its own.

    python -m kholboo.notifications.simulators.mail --smtp-port 8025 --page-port 8027 \
        --store var/mail.jsonl

`/` shows the letters, `/messages.json` gives them to tests, POST /faults switches trouble on.
A letter whose Message-ID was seen before is kept and marked, as a mailbox would join the two.
"""

import argparse
import asyncio
import signal
import threading
from email import message_from_bytes, policy
from email.message import EmailMessage
from html import escape
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

from kholboo.core.simulators import page
from kholboo.core.simulators.faults import Faults
from kholboo.core.simulators.process import die_with_parent, say_ready
from kholboo.core.simulators.store import Store
from kholboo.core.simulators.web import HOST, Web

BIGGEST_LETTER = 10 * 1024 * 1024


class Box:
    """Answers one SMTP conversation; the fault of a letter is drawn at its recipient."""

    def __init__(self, store: Store, faults: Faults) -> None:
        self._store = store
        self._faults = faults
        self._fault = ""

    async def handle_RCPT(  # noqa: N802  # the library calls it so
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        self._fault = self._faults.strike()
        if self._fault == "slow":
            await asyncio.sleep(self._faults.seconds)
        if self._fault == "500":
            return "451 4.3.0 trouble, try later"
        if self._fault == "refuse":
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self._fault == "cut":
            return self._hang_up(server)
        letter = message_from_bytes(envelope.original_content or b"", policy=policy.default)
        for _copy in range(2 if self._fault == "duplicate" else 1):
            number = self._keep(letter, envelope.rcpt_tos)
        if self._fault == "lost":
            return self._hang_up(server)
        return f"250 2.0.0 kept as {number}"

    def _hang_up(self, server: SMTP) -> str:
        if isinstance(server.transport, asyncio.Transport):
            server.transport.abort()
        return "421 4.4.2 gone"

    def _keep(self, letter: EmailMessage, to: list[str]) -> int:
        name = str(letter["Message-ID"] or "")
        return self._store.add(
            to=", ".join(to),
            sender=str(letter["From"]),
            subject=str(letter["Subject"]),
            text=_body(letter, "plain"),
            html=_body(letter, "html"),
            message_id=name,
            unsubscribe=[
                str(letter[header] or "")
                for header in ("List-Unsubscribe", "List-Unsubscribe-Post")
            ],
            is_repeated=any(m["message_id"] == name for m in self._store.newest_first()),
        )


def _body(letter: EmailMessage, kind: str) -> str:
    part = letter.get_body((kind,))
    return str(part.get_content()).replace("\r\n", "\n") if part else ""


def mail_page(messages: list[dict[str, Any]], faults: dict[str, Any]) -> str:
    return page.frame("Захидлууд", "Letters", [_letter(m) for m in messages], faults)


def _letter(message: dict[str, Any]) -> str:
    repeated = (
        '<p class="repeated">давхардсан <span lang="en">came twice</span></p>'
        if message["is_repeated"]
        else ""
    )
    return (
        f'<article class="mail" id="m-{message["id"]}"><h2>{escape(message["subject"])}</h2>'
        f'<p class="small">{escape(message["sender"])} → {escape(message["to"])}</p>{repeated}'
        f'<p class="text">{page.with_links(message["text"])}</p>'
        f'<p class="small"><a href="#m-{message["id"]}">№ {message["id"]}</a> '
        f"{page.moment(message['at'])}</p></article>"
    )


async def serve(smtp_port: int, page_port: int, store: Store) -> None:
    faults = Faults()
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    web = Web(page_port, store, faults, mail_page)
    threading.Thread(target=web.serve_forever, daemon=True).start()
    server = await loop.create_server(
        lambda: SMTP(
            Box(store, faults), enable_SMTPUTF8=True, data_size_limit=BIGGEST_LETTER, loop=loop
        ),
        HOST,
        smtp_port,
    )
    say_ready(smtp_port=server.sockets[0].getsockname()[1], page_port=web.port)
    await stop.wait()
    server.close()
    web.shutdown()


def main() -> None:
    options = argparse.ArgumentParser(description="A mail server that keeps and shows letters.")
    options.add_argument("--smtp-port", type=int, required=True)
    options.add_argument("--page-port", type=int, required=True)
    options.add_argument("--store", type=Path, required=True)
    chosen = options.parse_args()
    die_with_parent()
    asyncio.run(serve(chosen.smtp_port, chosen.page_port, Store(chosen.store)))


if __name__ == "__main__":
    main()
