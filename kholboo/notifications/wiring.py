"""Which provider is real: read once from the environment (`config/env.py`)."""

import base64
from functools import lru_cache

import httpx
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from py_vapid import Vapid02

from kholboo.core.egress import Egress
from kholboo.notifications.mail.client import Server, SmtpClient
from kholboo.notifications.mail.fake import FakeMail
from kholboo.notifications.mail.port import MailProvider
from kholboo.notifications.mailbox.client import Account, ImapMailbox
from kholboo.notifications.mailbox.fake import FakeMailbox
from kholboo.notifications.mailbox.port import Mailbox
from kholboo.notifications.push import hosts
from kholboo.notifications.push.client import WebPushClient
from kholboo.notifications.push.fake import FakePush
from kholboo.notifications.push.port import PushService
from kholboo.notifications.rules import Failure, unreachable
from kholboo.notifications.sms.client import MessageProClient
from kholboo.notifications.sms.fake import FakeSms
from kholboo.notifications.sms.port import SmsProvider

# The simulators of the demo stand here; in production no private address is ever dialled.
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@lru_cache(maxsize=1)
def mail_provider() -> MailProvider:
    env = settings.NOTIFICATIONS
    if env.mail == "fake":
        return FakeMail()
    return SmtpClient(
        Server(
            host=env.mail_host,
            port=env.mail_port,
            user=env.mail_user,
            password=env.mail_password.get_secret_value(),
            tls=env.mail_tls,
            sender=env.mail_from,
        )
    )


@lru_cache(maxsize=1)
def sms_provider() -> SmsProvider:
    """Raises Unreachable while no address is set: messages wait and say why."""
    env = settings.NOTIFICATIONS
    if env.sms == "fake":
        return FakeSms()
    if not env.sms_url:
        raise unreachable(Failure.NOT_SET_UP)
    is_simulator = env.is_demo and httpx.URL(env.sms_url).host in LOOPBACK
    return MessageProClient(
        env.sms_url,
        key=env.sms_key.get_secret_value(),
        sender=env.sms_from,
        egress=Egress([env.sms_url], private_hosts=LOOPBACK if is_simulator else ()),
    )


@lru_cache(maxsize=1)
def mailbox() -> Mailbox | None:
    """The mailbox people write to; None where the agency reads none."""
    env = settings.NOTIFICATIONS
    if env.mailbox == "off":
        return None
    if env.mailbox == "fake":
        return FakeMailbox()
    return ImapMailbox(
        Account(
            host=env.mailbox_host,
            port=env.mailbox_port,
            user=env.mailbox_user,
            password=env.mailbox_password.get_secret_value(),
            folder=env.mailbox_folder,
            tls=env.mailbox_tls,
        )
    )


@lru_cache(maxsize=1)
def push_service() -> PushService:
    """Raises Unreachable while push is off: what was promised before waits and says why."""
    env = settings.NOTIFICATIONS
    if env.push == "off":
        raise unreachable(Failure.NOT_SET_UP)
    if env.push == "fake":
        return FakePush()
    private = LOOPBACK if env.is_demo and env.push_simulator else frozenset()
    return WebPushClient(
        env.vapid_key.get_secret_value(),
        contact=env.push_contact,
        may_reach=may_push_to,
        egress_to=lambda origin: Egress([origin], private_hosts=private),
    )


def may_push_to(endpoint: str) -> bool:
    """Whether this endpoint is of a push service we know; of the simulator in the demo only."""
    env = settings.NOTIFICATIONS
    simulator = env.push_simulator if env.is_demo else ""
    return hosts.is_known(endpoint, hosts=env.push_hosts, simulator=simulator)


@lru_cache(maxsize=1)
def push_public_key() -> str:
    """What browsers subscribe with; "" where push is off."""
    env = settings.NOTIFICATIONS
    if env.push == "off":
        return ""
    return public_half(env.vapid_key.get_secret_value())


def public_half(key: str) -> str:
    """The public half of a VAPID key, base64url without padding."""
    point = Vapid02.from_raw(key.encode()).public_key.public_bytes(
        Encoding.X962, PublicFormat.UncompressedPoint
    )
    return base64.urlsafe_b64encode(point).decode().rstrip("=")
