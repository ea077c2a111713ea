"""A message as bytes becomes a letter in plain words. Never raises: what cannot be read is said.

Everything here meets bytes strangers chose. Parts, letters, files and depth are bounded; the
older, lenient parser of the standard library is used, because the newer one judges headers.
Sources: RFC 5322 (messages), RFC 2047 (words in headers), RFC 3834 (answering machines),
RFC 2369 and 2919 (lists), RFC 3464 (reports of delivery).
"""

import codecs
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message
from email.policy import Compat32
from email.utils import parseaddr
from enum import StrEnum
from typing import TypeAlias

from kholboo.notifications.mailbox.pages import words_of
from kholboo.notifications.mailbox.port import BEGINNING, Arrived

MOST_PARTS = 100
# Thirty megabytes in base64 have 400,000 lines.
MOST_LINES = 600_000
MOST_BORDERS = 2_000
MOST_FILES = 10
LONGEST_TEXT = 200_000
LONGEST_HTML = 200_000
LONGEST_HEADER = 2_000
# Of any header of any part: the library splits parameters in a time that grows with the square.
LONGEST_FIELD = 4_000
LONGEST_SUBJECT = 300
LONGEST_NAME = 200
LONGEST_ADDRESS = 254
# What Mongolian letters come in when a program says nothing, or says what nobody knows.
GUESSED = ("utf-8", "cp1251")
# Codecs of addresses, not of letters: their time grows with the square of the length.
SLOW = frozenset({"idna", "punycode"})
_SPACES = re.compile(r"[ \t\u00a0]+")
# No sign that cannot be seen belongs into an address; U+0000 could not even be kept.
_ADDRESS = re.compile(
    r"[^\x00-\x20\x7f-\xa0\s@<>\"(),;:\\]{1,64}@[^\x00-\x20\x7f-\xa0\s@<>\"(),;:\\]{1,190}"
)

Header: TypeAlias = "Message[str, str]"


class Nature(StrEnum):
    """What kind of message it is, as its own headers say."""

    LETTER = "letter"
    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"
    LIST = "list"


class Trouble(StrEnum):
    """Why a message could not be read whole."""

    TOO_LARGE = "too_large"
    CHARSET = "charset"
    BROKEN = "broken"
    TOO_MANY_FILES = "too_many_files"
    FILE_REFUSED = "file_refused"


@dataclass(frozen=True)
class MailFile:
    name: str
    content: bytes


@dataclass(frozen=True)
class Mail:
    """A letter somebody wrote to us. `sender` is a bare lower-case address, "" when none is told.

    `digest` is the same for copies of one message, wherever they lie, and for no other.
    """

    arrived: Arrived
    message_id: str
    sender: str
    sender_name: str
    subject: str
    text: str
    nature: Nature
    digest: str
    files: tuple[MailFile, ...] = ()
    troubles: frozenset[Trouble] = field(default_factory=frozenset)


def mail_of(arrived: Arrived) -> Mail:
    """Read one message. The digest leaves out what servers add on the way (Received)."""
    reader = _Reader()
    if not arrived.is_whole:
        reader.troubles.add(Trouble.TOO_LARGE)
    letter = reader.parsed(arrived.content)
    # Split before the words are decoded: a name must not bring an address of its own along.
    name, address = _sender_of(letter)
    text, files = reader.body(letter)
    subject = _line(reader.header(letter, "Subject"), LONGEST_SUBJECT)
    message_id = _line(reader.header(letter, "Message-ID"), LONGEST_HEADER)
    sender = address.strip().lower() if _ADDRESS.fullmatch(address.strip()) else ""
    # Without a Message-ID only its place tells a repeated letter from one written twice.
    said = [message_id or arrived.place, sender, subject, reader.header(letter, "Date"), text]
    said += [f"{file.name}:{hashlib.sha256(file.content).hexdigest()}" for file in files]
    return Mail(
        arrived=arrived,
        message_id=message_id,
        sender=sender[:LONGEST_ADDRESS],
        sender_name=_line(reader.words(name), LONGEST_NAME),
        subject=subject,
        text=text,
        nature=nature_of(letter),
        digest=hashlib.sha256("\x1f".join(said).encode("utf-8", "replace")).hexdigest(),
        files=tuple(files),
        troubles=frozenset(reader.troubles),
    )


def nature_of(letter: Header) -> Nature:
    """Answering a machine makes two machines write to each other for ever."""

    def said(name: str) -> str:
        return str(letter.get(name, "")).strip().lower()

    sender = _sender_of(letter)[1].lower().partition("@")[0]
    is_report = letter.get_content_type() == "multipart/report"
    if is_report or said("Return-Path") == "<>" or sender in ("mailer-daemon", "postmaster"):
        return Nature.BOUNCE
    if said("List-Id") or said("List-Unsubscribe") or said("List-Post"):
        return Nature.LIST
    if said("Precedence") in ("bulk", "list", "junk"):
        return Nature.LIST
    answered_by_itself = said("Auto-Submitted").partition(";")[0].strip() not in ("", "no")
    machine = ("X-Autoreply", "X-Autorespond", "X-Auto-Reply")
    if answered_by_itself or said("Precedence") == "auto_reply" or any(map(said, machine)):
        return Nature.AUTO_REPLY
    return Nature.LETTER


class _ShortHeaders(Compat32):
    """The lenient parser, with every header cut before anybody takes it apart."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:LONGEST_FIELD]


_SHORT = _ShortHeaders()


class _Reader:
    """Reads one message and remembers what went wrong on the way."""

    def __init__(self) -> None:
        self.troubles: set[Trouble] = set()

    def parsed(self, content: bytes) -> Header:
        try:
            return message_from_bytes(self._bounded(content), policy=_SHORT)
        except (RecursionError, ValueError, LookupError, MessageError):
            # Parts inside parts inside parts: only the headers are looked at.
            self.troubles.add(Trouble.BROKEN)
            head = re.split(rb"\r?\n\r?\n", content, maxsplit=1)[0]
            kept = [line for line in head.splitlines() if b"content-type" not in line.lower()]
            return message_from_bytes(b"\r\n".join(kept) + b"\r\n\r\n", policy=_SHORT)

    def _bounded(self, content: bytes) -> bytes:
        """Each part and each header becomes an object: a flood of them would fill the memory."""
        # The parser takes a lone carriage return for the end of a line too.
        lines = max(content.count(b"\n"), content.count(b"\r"))
        borders = content.count(b"\n--") + content.count(b"\r--")
        if lines <= MOST_LINES and borders <= MOST_BORDERS:
            return content
        self.troubles.add(Trouble.BROKEN)
        return content[:BEGINNING]

    def header(self, letter: Header, name: str) -> str:
        return self.words(str(letter.get(name, ""))[:LONGEST_HEADER])

    def words(self, raw: str) -> str:
        """What a header says, in plain words."""
        try:
            parts = decode_header(raw)
        except (HeaderParseError, ValueError):
            self.troubles.add(Trouble.BROKEN)
            parts = [(raw, None)]
        said = (
            part if isinstance(part, str) else self.decoded(part, charset)
            for part, charset in parts
        )
        return _clean("".join(said))

    def decoded(self, content: bytes, charset: str | None) -> str:
        """Bytes as words; a charset nobody knows is guessed, and said."""
        try:
            if charset and codecs.lookup(charset).name in SLOW:
                raise LookupError(charset)
            return content.decode(charset or "utf-8")
        except (LookupError, UnicodeError, ValueError):
            if charset and charset.lower() not in ("us-ascii", "ascii", "unknown-8bit"):
                self.troubles.add(Trouble.CHARSET)
        for guess in GUESSED:
            try:
                return content.decode(guess)
            except UnicodeError:
                continue
        self.troubles.add(Trouble.CHARSET)
        return content.decode("utf-8", "replace")

    def body(self, letter: Header) -> tuple[str, list[MailFile]]:
        """The words (plain where there are any, else out of HTML) and the files."""
        plain: list[str] = []
        rich: list[str] = []
        files: list[MailFile] = []
        for part in self._parts(letter):
            kind, name = part.get_content_type(), self._file_name(part)
            content = self._content(part)
            if name or not kind.startswith("text/"):
                self._add_file(files, name or kind.replace("/", "."), content)
            else:
                charset = part.get_content_charset()
                words = self.decoded(content[: LONGEST_HTML * 4], charset)
                (rich if kind == "text/html" else plain).append(words)
        text = "\n\n".join(plain).strip() or words_of("\n".join(rich)[:LONGEST_HTML])
        if len(text) > LONGEST_TEXT:
            self.troubles.add(Trouble.TOO_LARGE)
        return _clean(text)[:LONGEST_TEXT].strip(), files

    def _parts(self, letter: Header) -> Iterator[Header]:
        """Leaves, in their order; a letter inside the letter is a file of its own and not opened."""
        waiting, seen = [letter], 0
        while waiting:
            part = waiting.pop(0)
            seen += 1
            if seen > MOST_PARTS:
                self.troubles.add(Trouble.BROKEN)
                return
            inside = part.get_payload() if part.is_multipart() else None
            if isinstance(inside, list) and part.get_content_maintype() == "multipart":
                waiting = [*inside, *waiting]
            else:
                yield part

    def _file_name(self, part: Header) -> str:
        try:
            name = part.get_filename("")
        except (ValueError, LookupError, TypeError, AttributeError):
            self.troubles.add(Trouble.BROKEN)
            name = ""
        if not name:
            return "file" if part.get_content_disposition() == "attachment" else ""
        return _line(self.words(str(name)[:LONGEST_HEADER]), LONGEST_NAME) or "file"

    def _content(self, part: Header) -> bytes:
        try:
            content = part.get_payload(decode=True)
        except (ValueError, LookupError, AssertionError):
            content = None
        if isinstance(content, bytes):
            return content
        # A whole letter was put inside: its bytes as they are.
        self.troubles.add(Trouble.BROKEN)
        return b""

    def _add_file(self, files: list[MailFile], name: str, content: bytes) -> None:
        if not content:
            return
        if len(files) == MOST_FILES:
            self.troubles.add(Trouble.TOO_MANY_FILES)
            return
        files.append(MailFile(name, content))


def _sender_of(letter: Header) -> tuple[str, str]:
    """Name (still encoded) and address; nothing of a header that is made to be a trap."""
    try:
        return parseaddr(str(letter.get("From", ""))[:LONGEST_HEADER])
    except RecursionError:
        return "", ""


def _clean(text: str) -> str:
    """Without NUL and half letters, which no database keeps; line ends as ours."""
    bare = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    return bare.encode("utf-8", "replace").decode("utf-8")


def _line(text: str, limit: int) -> str:
    return _SPACES.sub(" ", text.replace("\n", " ")).strip()[:limit]
