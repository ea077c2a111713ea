"""Production refuses unsafe settings, and says everything that must change at once."""

import logging
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from kholboo.config import guard
from kholboo.config.database import database_from
from kholboo.config.env import Env
from launch import place

ROOT = Path(__file__).resolve().parent.parent
SAFE = {
    "mode": "production",
    "secret_key": "s" * 40,
    "seal_key": "t" * 40,
    "database_url": "postgresql:///kholboo",
    "public_url": "https://sanal.example.mn",
    "mail": "smtp",
    "sms": "messagepro",
    "mailbox": "imap",
    "mailbox_user": "sanal@example.mn",
    "mailbox_password": "p",
    "mailbox_tls": True,
    "sms_url": "https://sms.example.mn",
    "sms_key": "k",
    "push": "webpush",
    "vapid_key": place.vapid_key(),
    "push_contact": "mailto:sanal@example.mn",
    "push_simulator": "",
    "qpay": "off",
    "qpay_page": "",
    "ebarimt": "off",
    "demo_doors": False,
    "certificate_seal": "off",
}


def env(**changes):
    return Env(_env_file=None, **{**SAFE, **changes})


def test_safe_settings_are_refused_by_nothing(caplog):
    guard.check(env())

    assert caplog.records == []


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"demo_doors": True}, "DEMO_DOORS"),
        ({"secret_key": "short"}, "SECRET_KEY"),
        ({"seal_key": "short"}, "SEAL_KEY"),
        ({"seal_key": SAFE["secret_key"]}, "SEAL_KEY"),
        ({"public_url": "http://sanal.example.mn"}, "PUBLIC_URL"),
        ({"sms_url": ""}, "SMS_URL"),
        ({"mailbox": "fake"}, "MAILBOX=fake"),
        ({"mailbox_user": ""}, "MAILBOX_USER"),
        ({"mailbox_password": ""}, "MAILBOX_PASSWORD"),
        ({"mailbox_tls": False}, "MAILBOX_TLS"),
        ({"vapid_key": ""}, "VAPID_KEY"),
        ({"vapid_key": "A" * 43}, "VAPID_KEY"),
        ({"vapid_key": "_" * 43}, "VAPID_KEY"),
        ({"vapid_key": "s" * 42}, "VAPID_KEY"),
        ({"push_contact": "sanal@example.mn"}, "PUSH_CONTACT"),
        ({"push_simulator": "http://localhost:1"}, "PUSH_SIMULATOR"),
        ({"certificate_seal": "test"}, "CERTIFICATE_SEAL=test"),
        ({"certificate_seal": "file", "certificate_code_key": "A" * 43}, "CERTIFICATE_SEAL_FILE"),
        ({"certificate_seal": "file", "certificate_seal_file": "a.p12"}, "CERTIFICATE_CODE_KEY"),
        ({"certificate_seal": "pkcs11", "certificate_seal_file": "a.pem"}, "CERTIFICATE_PKCS11"),
        ({"estandard": "fake"}, "ESTANDARD=fake"),
        ({"estandard": "http", "estandard_url": "https://store.example.mn"}, "ESTANDARD_KEY"),
        ({"estandard": "http", "estandard_key": "k"}, "ESTANDARD_URL"),
        ({"qpay": "fake"}, "QPAY=fake"),
        (
            {"qpay": "http", "qpay_url": "https://qpay.example.mn", "qpay_user": "u"},
            "QPAY_PASSWORD",
        ),
        ({"qpay_page": "http://localhost:1"}, "QPAY_PAGE"),
        ({"ebarimt": "fake"}, "EBARIMT=fake"),
        ({"ebarimt": "http", "ebarimt_url": "http://pos.example.mn"}, "EBARIMT_TIN"),
    ],
)
def test_production_does_not_start_with(changes, named):
    with pytest.raises(guard.UnsafeSettings, match=named):
        guard.check(env(**changes))


def test_all_reasons_are_said_at_once():
    with pytest.raises(guard.UnsafeSettings) as refused:
        guard.check(env(demo_doors=True, secret_key="a", public_url="http://x.mn"))

    assert all(name in str(refused.value) for name in ("DEMO_DOORS", "SECRET_KEY", "PUBLIC_URL"))


def test_the_demo_may_do_what_production_may_not():
    guard.check(env(mode="demo", demo_doors=True, public_url="http://localhost:8000"))


def test_without_notices_no_key_is_asked():
    guard.check(env(push="off", vapid_key="", push_contact=""))


@pytest.mark.parametrize("name", ["mail", "sms", "push"])
def test_a_fake_adapter_is_said_loudly_at_every_start(name, caplog):
    with caplog.at_level(logging.WARNING):
        guard.check(env(**{name: "fake"}))

    assert [name.upper() in record.message for record in caplog.records] == [True]
    assert "NOBODY" in caplog.text


@pytest.mark.parametrize("missing", ["secret_key", "seal_key", "database_url"])
def test_no_key_no_start(missing, monkeypatch):
    monkeypatch.delenv(missing.upper(), raising=False)
    rest = {name: value for name, value in SAFE.items() if name != missing}

    with pytest.raises(ValidationError, match=missing):
        Env(_env_file=None, **rest)


def test_a_refused_start_ends_the_real_process_before_it_serves():
    unsafe = {
        **os.environ,
        **{name.upper(): str(value) for name, value in SAFE.items()},
        "DEMO_DOORS": "true",
    }

    done = subprocess.run(
        [sys.executable, "-c", "import kholboo.config.wsgi"],
        env=unsafe, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode != 0
    assert re.search(r"does not start:\n- DEMO_DOORS", done.stderr)


@pytest.mark.parametrize(
    ("url", "host", "name"),
    [
        ("postgresql://u:p%40ss@db.example:6432/kholboo?sslmode=require", "db.example", "kholboo"),
        ("postgresql://u@/kholboo?host=%2Fvar%2Frun", "/var/run", "kholboo"),
    ],
)
def test_a_database_address_is_read_whole(url, host, name):
    read = database_from(url)

    assert (read["HOST"], read["NAME"], read["USER"]) == (host, name, "u")
    assert read["PASSWORD"] == ("p@ss" if "p%40ss" in url else "")


def test_another_kind_of_database_is_refused():
    with pytest.raises(ValueError, match="postgresql://"):
        database_from("mysql://localhost/kholboo")
