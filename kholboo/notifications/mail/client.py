"""A real mail server over SMTP (RFC 5321). Its reply codes appear in this file and nowhere else."""

import contextlib
import re
import smtplib
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from kholboo.core import clock, seal
from kholboo.core.errors import RuleBroken, Unreachable
from kholboo.notifications.mail.port import Letter
from kholboo.notifications.rules import Failure, refused, unreachable

SECONDS = 15.0  # for each step of the conversation
IMPLICIT_TLS_PORT = 465  # RFC 8314
MAILBOX_STATUS = ("5.1.", "5.2.")  # RFC 3463: something about the address or the mailbox


@dataclass(frozen=True)
class Server:
    host: str
    port: int
    user: str = ""
    password: str = ""
    tls: bool = False
    sender: str = "kholboo@localhost"
    seconds: float = SECONDS


class SmtpClient:
    def __init__(self, server: Server) -> None:
        self._server = server

    def send(self, letter: Letter) -> str:
        message = self._written(letter)
        with _in_our_words(), self._connected() as server:
            server.send_message(message)
        return str(message["Message-ID"])

    def _written(self, letter: Letter) -> EmailMessage:
        """EmailMessage refuses line breaks in headers, so no text can add one of its own."""
        message = EmailMessage()
        local, _at, domain = letter.to.rpartition("@")
        try:
            ascii_domain = domain.encode("idna").decode()
            message["From"] = self._server.sender
            message["To"] = Address(username=local, domain=ascii_domain)
            message["Subject"] = letter.subject
        except (ValueError, UnicodeError) as error:
            raise refused(Failure.CONTENT) from error
        message["Message-ID"] = self._message_id(letter.key)
        message["Date"] = format_datetime(clock.now())
        # Answering machines stay silent (RFC 3834).
        message["Auto-Submitted"] = "auto-generated"
        if letter.unsubscribe:
            # RFC 8058. Programs trust it where the signature of our mail server (DKIM) covers it.
            message["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        message.set_content(letter.text)
        if letter.html:
            message.add_alternative(letter.html, subtype="html")
        return message

    def _message_id(self, key: str) -> str:
        domain = parseaddr(self._server.sender)[1].rpartition("@")[2] or "localhost"
        return f"<{seal.blind('message-id', key)}@{domain}>"

    @contextlib.contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        place = self._server
        is_implicit = place.tls and place.port == IMPLICIT_TLS_PORT
        server: smtplib.SMTP = (
            smtplib.SMTP_SSL(place.host, place.port, timeout=place.seconds, context=_tls())
            if is_implicit
            else smtplib.SMTP(place.host, place.port, timeout=place.seconds)
        )
        try:
            self._introduce(server, starttls=place.tls and not is_implicit)
            yield server
        finally:
            # The letter's fate is decided; a goodbye that fails must not cause a second one.
            with contextlib.suppress(smtplib.SMTPException, OSError):
                server.quit()
            server.close()

    def _introduce(self, server: smtplib.SMTP, *, starttls: bool) -> None:
        """Encrypt and sign in. A server that lacks either is our set-up's fault, not the letter's."""
        try:
            if starttls:
                server.starttls(context=_tls())
            if self._server.user:
                server.login(self._server.user, self._server.password)
        except smtplib.SMTPServerDisconnected as error:
            raise unreachable(Failure.NO_ANSWER) from error
        except smtplib.SMTPException as error:
            raise unreachable(Failure.KEY, getattr(error, "smtp_code", "")) from error


@contextlib.contextmanager
def _in_our_words() -> Iterator[None]:
    try:
        yield
    except smtplib.SMTPException as error:
        raise _translated(error) from error
    except OSError as error:
        raise unreachable(Failure.NO_ANSWER) from error


def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


def _translated(error: smtplib.SMTPException) -> Unreachable | RuleBroken:
    """4xx: later. 5xx about the recipient or the letter: never. Our own fault: later, visibly."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
        return _by_code(code, said, Failure.RECIPIENT)
    if isinstance(error, smtplib.SMTPDataError):
        return _by_code(error.smtp_code, error.smtp_error, Failure.CONTENT)
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return refused(Failure.RECIPIENT, "SMTPUTF8")
    if isinstance(error, smtplib.SMTPResponseException):
        return unreachable(Failure.TROUBLE, _bare(error.smtp_code, error.smtp_error))
    return unreachable(Failure.NO_ANSWER)


def _by_code(code: int, said: bytes | str, failure: Failure) -> Unreachable | RuleBroken:
    detail = _bare(code, said)
    if not 500 <= code <= 599:
        return unreachable(Failure.TROUBLE, detail)
    if failure == Failure.CONTENT and any(f" {status}" in detail for status in MAILBOX_STATUS):
        return refused(Failure.RECIPIENT, detail)
    return refused(failure, detail)


def _bare(code: int, said: bytes | str) -> str:
    """`550 5.1.1`: the codes without the words, which may repeat the address."""
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    status = re.match(r"\s*([245]\.\d{1,3}\.\d{1,3})\b", words)
    return f"{code} {status[1]}" if status else str(code)
