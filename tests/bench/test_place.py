"""Servers of measurements and proofs run in production's mode, beside the simulators of the demo."""

from bench.place import PRODUCTION
from kholboo.config import guard
from kholboo.config.env import Env

# What `make run` hands to its processes and a measured server therefore inherits.
SIMULATED = {
    "SECRET_KEY": "s" * 40,
    "SEAL_KEY": "t" * 40,
    "DATABASE_URL": "postgresql:///kholboo",
    "SMS_URL": "http://127.0.0.1:9",
    "SMS_KEY": "k",
    "PUSH": "webpush",
    "PUSH_SIMULATOR": "http://127.0.0.1:9",
    "MAILBOX": "imap",
    "MAILBOX_USER": "sanal",
    "MAILBOX_PASSWORD": "p",
    "MAILBOX_TLS": "false",
    "ESTANDARD": "http",
    "ESTANDARD_URL": "http://127.0.0.1:9",
}


def test_production_refuses_nothing_of_a_measured_server(monkeypatch):
    for name, value in {**SIMULATED, **PRODUCTION}.items():
        monkeypatch.setenv(name, value)

    assert list(guard.refusals(Env(_env_file=None))) == []
