"""Ports nobody uses yet: the one that was asked for, and those of simulators and tests."""

import socket
from typing import NamedTuple

from launch.errors import StartError


class Ports(NamedTuple):
    """Where the simulators listen."""

    smtp: int
    mail_page: int
    sms: int
    imap: int
    mailbox_page: int
    push: int
    estandard: int
    qpay: int
    ebarimt: int


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        number: int = trial.getsockname()[1]
        return number


def assert_free(port: int) -> None:
    """Say it before anything is started; the web process would only fail in its log."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except PermissionError as error:
            raise StartError(
                f"This user may not use port {port}. Try: PORT=8001 make run"
            ) from error
        except OSError as error:
            raise StartError(
                f"Port {port} is used by another program. Try another: PORT=8001 make run"
            ) from error
