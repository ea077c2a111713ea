"""A real mailbox over IMAP (RFC 3501). Its commands and flags appear in this file and nowhere else.

What we keep is marked with the flag "\\Flagged" and not "\\Seen": a person who opens the mailbox
in another program sees letters without meaning to, and those would be lost to us.
"""

import contextlib
import imaplib
import re
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from imap_tools import MailboxLoginError
from imap_tools.errors import ImapToolsError
from imap_tools.mailbox import BaseMailBox, MailBox, MailBoxUnencrypted

from kholboo.core.errors import Unreachable
from kholboo.notifications.mailbox.port import BEGINNING, LARGEST_LETTER, Arrived
from kholboo.notifications.rules import Failure, unreachable

SECONDS = 20.0  # for each step of the conversation
IMPLICIT_TLS_PORT = 993  # RFC 8314
TAKEN = "\\Flagged"
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_DATE = re.compile(rb'INTERNALDATE "([^"]{20,40})"')


@dataclass(frozen=True)
class Account:
    host: str
    port: int
    user: str
    password: str
    folder: str = "INBOX"
    tls: bool = True
    seconds: float = SECONDS


class ImapMailbox:
    def __init__(self, account: Account) -> None:
        self._account = account

    @contextlib.contextmanager
    def visit(self) -> Iterator["ImapVisit"]:
        """Only the conversation is translated: what the caller's own work raises stays as it is."""
        with _in_our_words():
            box = self._signed_in()
        try:
            yield ImapVisit(box, self._account.folder)
        finally:
            # Everything was said already; a goodbye that fails must not undo it.
            with contextlib.suppress(*_TROUBLE):
                box.logout()
            with contextlib.suppress(*_TROUBLE):
                box.client.shutdown()

    def _signed_in(self) -> BaseMailBox:
        """Encrypt and sign in. A server that refuses either is our set-up's fault."""
        account = self._account
        box = self._connected()
        try:
            box.login(account.user, account.password, initial_folder=account.folder)
        except MailboxLoginError as error:
            box.client.shutdown()
            raise unreachable(Failure.KEY) from error
        except _TROUBLE:
            box.client.shutdown()
            raise
        return box

    def _connected(self) -> BaseMailBox:
        account = self._account
        if not account.tls:
            return MailBoxUnencrypted(account.host, account.port, timeout=account.seconds)
        if account.port != IMPLICIT_TLS_PORT:
            return _StartTls(account.host, account.port, timeout=account.seconds)
        context = ssl.create_default_context()
        return MailBox(account.host, account.port, timeout=account.seconds, ssl_context=context)


class _StartTls(MailBoxUnencrypted):
    """Encrypts before a word is said. The library's own class leaves the line open on a failure."""

    def _get_mailbox_client(self) -> imaplib.IMAP4:
        client = super()._get_mailbox_client()
        try:
            client.starttls(ssl.create_default_context())
        except (imaplib.IMAP4.error, OSError):
            client.shutdown()
            raise
        return client


class ImapVisit:
    def __init__(self, box: BaseMailBox, folder: str) -> None:
        self._box = box
        with _in_our_words():
            status = box.folder.status(folder, ["UIDVALIDITY"])
        self._validity = str(status["UIDVALIDITY"])

    def untaken(self) -> list[str]:
        with _in_our_words():
            found = self._box.uids("UNFLAGGED UNDELETED", charset=None)
        return [f"{self._validity}:{uid}" for uid in sorted(found, key=int)]

    def fetch(self, place: str) -> Arrived | None:
        uid = self._uid(place)
        facts = self._asked(uid, "(RFC822.SIZE INTERNALDATE)")
        size, when = _SIZE.search(facts), _DATE.search(facts)
        if not size or not when:
            return None
        length = int(size[1])
        part = "BODY.PEEK[]" if length <= LARGEST_LETTER else f"BODY.PEEK[]<0.{BEGINNING}>"
        content = self._content(uid, part)
        if content is None:
            return None
        # Some servers count a message differently than they send it: what came whole is whole.
        is_whole = length <= LARGEST_LETTER
        return Arrived(place, _moment(when[1]), len(content) if is_whole else length, content)

    def mark(self, place: str) -> None:
        with _in_our_words():
            self._box.flag([self._uid(place)], TAKEN, True)

    def _uid(self, place: str) -> str:
        validity, _colon, uid = place.partition(":")
        if validity != self._validity:
            raise unreachable(Failure.UNCLEAR, "UIDVALIDITY")
        return uid

    def _asked(self, uid: str, what: str) -> bytes:
        """The lines of a FETCH without contents, joined; empty when the message is gone."""
        return b" ".join(part for part in self._fetched(uid, what) if isinstance(part, bytes))

    def _content(self, uid: str, what: str) -> bytes | None:
        parts = self._fetched(uid, f"({what})")
        return next((part[1] for part in parts if isinstance(part, tuple)), None)

    def _fetched(self, uid: str, what: str) -> list[object]:
        with _in_our_words():
            status, parts = self._box.client.uid("FETCH", uid, what)
            if status != "OK":
                raise unreachable(Failure.TROUBLE, status)
        return list(parts)


_TROUBLE = (ImapToolsError, imaplib.IMAP4.error, OSError)


@contextlib.contextmanager
def _in_our_words() -> Iterator[None]:
    """The server's own sentences may repeat addresses: they are not kept."""
    try:
        yield
    except Unreachable:
        raise
    except (ImapToolsError, imaplib.IMAP4.abort) as error:
        is_answer = isinstance(error, ImapToolsError)
        raise unreachable(Failure.TROUBLE if is_answer else Failure.NO_ANSWER) from error
    except imaplib.IMAP4.error as error:
        raise unreachable(Failure.TROUBLE) from error
    except OSError as error:
        raise unreachable(Failure.NO_ANSWER) from error


def _moment(written: bytes) -> datetime:
    """`17-Jul-1996 02:44:25 -0700` (RFC 3501, date-time)."""
    try:
        return datetime.strptime(written.decode("ascii").strip(), "%d-%b-%Y %H:%M:%S %z")
    except ValueError as error:
        raise unreachable(Failure.UNCLEAR, "INTERNALDATE") from error
