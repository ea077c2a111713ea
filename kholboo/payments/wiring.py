"""Which provider and which receipts are real: read once from the environment (`config/env.py`)."""

from functools import lru_cache

import httpx
from django.conf import settings

from kholboo.core.egress import Egress
from kholboo.payments.ebarimt.client import EbarimtClient, Seller
from kholboo.payments.ebarimt.fake import FakeEbarimt
from kholboo.payments.ebarimt.port import ReceiptService
from kholboo.payments.qpay.client import Merchant, QpayClient
from kholboo.payments.qpay.fake import FakeQpay
from kholboo.payments.qpay.port import PaymentProvider

# The simulators of the demo stand here; in production QPay is never on a private address.
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@lru_cache(maxsize=1)
def payment_provider() -> PaymentProvider | None:
    """None where people pay by bank transfer or at the desk only."""
    env = settings.PAYMENTS
    if env.qpay == "off":
        return None
    if env.qpay == "fake":
        return FakeQpay()
    is_simulator = env.is_demo and httpx.URL(env.qpay_url).host in LOOPBACK
    return QpayClient(
        env.qpay_url,
        Merchant(env.qpay_user, env.qpay_password.get_secret_value(), env.qpay_invoice_code),
        Egress([env.qpay_url], private_hosts=LOOPBACK if is_simulator else ()),
        is_simulator=is_simulator,
    )


@lru_cache(maxsize=1)
def receipt_service() -> ReceiptService | None:
    """None where no receipts of the tax authority are made.

    PosAPI is a service on the agency's own network by design, so the one host an administrator
    named may stand on a private address.
    """
    env = settings.PAYMENTS
    if env.ebarimt == "off":
        return None
    if env.ebarimt == "fake":
        return FakeEbarimt()
    return EbarimtClient(
        env.ebarimt_url,
        Seller(env.ebarimt_tin, env.ebarimt_district, env.ebarimt_branch, env.ebarimt_pos),
        Egress([env.ebarimt_url], private_hosts=[httpx.URL(env.ebarimt_url).host]),
    )


def demo_page() -> str:
    """Where one pays without money; "" outside the demo."""
    env = settings.PAYMENTS
    return env.qpay_page if env.is_demo else ""
