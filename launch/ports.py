"""Ports nobody uses yet, for the simulators and for tests."""

import socket
from typing import NamedTuple


class Ports(NamedTuple):
    """Where the simulators listen."""

    smtp: int
    mail_page: int
    sms: int
    imap: int
    mailbox_page: int
    push: int


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        number: int = trial.getsockname()[1]
        return number
