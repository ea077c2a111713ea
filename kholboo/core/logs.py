"""What may stand in a log line: no link that opens something, and no page of noise."""

import logging
import re

# The links of messages: of a case, of a petition to sign, of a password, of an invoice. Whoever
# reads the log must not walk in.
_KEYS = re.compile(r"(/open/|/sign/|/verify/|/password/[^/\s]+/|/payments/(?!desk/|qpay/))[^/\s]+")
# The telephone system writes the caller's number into the address of the hotline's door.
_CALLER = re.compile(r"(/hotline/call/?\?)[^\s\"']+")
LONGEST = 500  # letters; an address may be as long as its sender likes


class Discreet(logging.Filter):
    """Shortens long lines and hides the secret part of addresses. Lets every record through."""

    def filter(self, record: logging.LogRecord) -> bool:
        line = _CALLER.sub(r"\1…", _KEYS.sub(r"\1…", record.getMessage()))
        record.msg = line if len(line) <= LONGEST else f"{line[:LONGEST]}…"
        record.args = ()
        return True
