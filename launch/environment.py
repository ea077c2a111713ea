"""What every process of the product is told, unless whoever starts it says otherwise."""

import os
from pathlib import Path

from launch import place
from launch.ports import Ports


def environment(port: int, var: Path, ports: Ports) -> dict[str, str]:
    """Names and values as `config/env.py` reads them. What the caller set already, wins."""
    usual = {
        "MODE": "demo",
        "HOST": "127.0.0.1",
        "PUBLIC_URL": f"http://localhost:{port}",
        "MAIL": "smtp",
        "MAIL_HOST": "127.0.0.1",
        "MAIL_PORT": str(ports.smtp),
        "MAIL_PAGE": f"http://localhost:{ports.mail_page}/",
        "SMS": "messagepro",
        "SMS_URL": f"http://127.0.0.1:{ports.sms}",
        "SMS_FROM": "18002525",
        "SMS_PAGE": f"http://localhost:{ports.sms}/",
        "MAILBOX_HOST": "127.0.0.1",
        "MAILBOX_PORT": str(ports.imap),
        "MAILBOX_USER": "sanal",
        "MAILBOX_TLS": "false",
        "MAILBOX_PAGE": f"http://localhost:{ports.mailbox_page}/",
        "PUSH_CONTACT": "mailto:sanal@example.mn",
        "DJANGO_SETTINGS_MODULE": "kholboo.config.settings",
        "PYTHONUNBUFFERED": "1",
    }
    merged = {**usual, **place.keys(var), **os.environ, "VAR": str(var)}
    is_demo = merged["MODE"] == "demo"
    merged.setdefault("DEMO_DOORS", "true" if is_demo else "false")
    merged.setdefault("MAILBOX", "imap" if is_demo else "off")
    merged.setdefault("PUSH", "webpush" if is_demo else "off")
    merged.setdefault("PUSH_SIMULATOR", f"http://localhost:{ports.push}" if is_demo else "")
    merged.setdefault("CERTIFICATE_SEAL", "test" if is_demo else "off")
    merged.setdefault("ESTANDARD", "http" if is_demo else "off")
    merged.setdefault("ESTANDARD_URL", f"http://localhost:{ports.estandard}" if is_demo else "")
    merged.setdefault("QPAY", "http" if is_demo else "off")
    merged.setdefault("QPAY_URL", f"http://localhost:{ports.qpay}/v2" if is_demo else "")
    merged.setdefault("QPAY_PAGE", f"http://localhost:{ports.qpay}/" if is_demo else "")
    merged.setdefault("EBARIMT", "http" if is_demo else "off")
    merged.setdefault("EBARIMT_URL", f"http://localhost:{ports.ebarimt}" if is_demo else "")
    return merged
