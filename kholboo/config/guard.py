"""What production refuses to start with, and what it says loudly."""

import base64
import logging
from collections.abc import Iterator

from kholboo.config.env import Env

log = logging.getLogger("kholboo.start")
SHORTEST_KEY = 32
# The number of points of the curve P-256; a private key is smaller (FIPS 186-4, D.1.2.3).
P256 = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


class UnsafeSettings(Exception):
    """The process must not serve people with these settings."""


def refusals(env: Env) -> Iterator[str]:
    """Each reason why production may not start, as a sentence that says what to change."""
    if env.is_demo:
        return
    if env.demo_doors:
        yield "DEMO_DOORS lets anyone in as any officer: unset it, or set MODE=demo."
    for name in ("secret_key", "seal_key"):
        if len(getattr(env, name).get_secret_value()) < SHORTEST_KEY:
            yield f"{name.upper()} is shorter than {SHORTEST_KEY} characters: make a long random one."
    if env.secret_key.get_secret_value() == env.seal_key.get_secret_value():
        yield "SECRET_KEY and SEAL_KEY are the same: use two different keys."
    if env.public_url.startswith("http://"):
        yield "PUBLIC_URL is not https: cookies and links would travel in the open."
    if env.sms == "messagepro" and not (env.sms_url and env.sms_key.get_secret_value()):
        yield "SMS=messagepro needs SMS_URL and SMS_KEY: set them, or SMS=fake to send nothing."
    yield from _of_the_mailbox(env)
    yield from _of_push(env)
    yield from _of_the_store(env)
    yield from _of_certificates(env)
    yield from _of_payments(env)


def _of_the_mailbox(env: Env) -> Iterator[str]:
    """A mailbox that is read wrongly is worse than none: people's letters would lie unanswered."""
    if env.mailbox == "fake":
        yield "MAILBOX=fake: letters people send are read by NOBODY: set MAILBOX=imap or off."
    if env.mailbox == "imap" and not (env.mailbox_user and env.mailbox_password.get_secret_value()):
        yield "MAILBOX=imap needs MAILBOX_HOST, MAILBOX_USER and MAILBOX_PASSWORD."
    if env.mailbox == "imap" and not env.mailbox_tls:
        yield "MAILBOX_TLS=false: the password and people's letters would travel in the open."


def _of_the_store(env: Env) -> Iterator[str]:
    has_key = bool(env.estandard_key.get_secret_value())
    if env.estandard == "fake":
        yield "ESTANDARD=fake: the national store is not asked: set ESTANDARD=http or off."
    if env.estandard == "http" and not (env.estandard_url.startswith("https://") and has_key):
        yield "ESTANDARD=http needs ESTANDARD_URL with https and ESTANDARD_KEY."


def _of_payments(env: Env) -> Iterator[str]:
    """Whoever pays a fake pays nobody, and a made-up receipt is worse than none."""
    secrets = (env.qpay_user, env.qpay_password.get_secret_value(), env.qpay_invoice_code)
    if env.qpay == "fake":
        yield "QPAY=fake: payments are made up: set QPAY=http or off."
    if env.qpay == "http" and not (env.qpay_url.startswith("https://") and all(secrets)):
        yield "QPAY=http needs QPAY_URL with https, QPAY_USER, QPAY_PASSWORD and QPAY_INVOICE_CODE."
    if env.qpay_page:
        yield "QPAY_PAGE is for the demo: unset it."
    if env.ebarimt == "fake":
        yield "EBARIMT=fake: receipts are made up: set EBARIMT=http or off."
    if env.ebarimt == "http" and not (env.ebarimt_url and env.ebarimt_tin and env.ebarimt_district):
        yield "EBARIMT=http needs EBARIMT_URL, EBARIMT_TIN and EBARIMT_DISTRICT."


def _of_certificates(env: Env) -> Iterator[str]:
    """A seal that nobody trusts, or a key that is not there, makes paper that proves nothing."""
    if env.certificate_seal == "test":
        yield "CERTIFICATE_SEAL=test seals with a root nobody trusts: set it to file, pkcs11 or off."
    if env.certificate_seal not in ("file", "pkcs11"):
        return
    if not env.certificate_seal_file:
        yield "CERTIFICATE_SEAL needs CERTIFICATE_SEAL_FILE (docs/how-to/certificates.md)."
    if not _has_32_bytes(env.certificate_code_key.get_secret_value()):
        yield "CERTIFICATE_SEAL needs CERTIFICATE_CODE_KEY, 32 random bytes as base64url."
    has_device = env.certificate_pkcs11_module and env.certificate_pkcs11_token
    if env.certificate_seal == "pkcs11" and not (has_device and env.certificate_pkcs11_label):
        yield "CERTIFICATE_SEAL=pkcs11 needs CERTIFICATE_PKCS11_MODULE, _TOKEN, _PIN and _LABEL."


def _has_32_bytes(text: str) -> bool:
    try:
        return len(base64.b64decode(text + "=", altchars=b"-_", validate=True)) == 32
    except ValueError:
        return False


def _of_push(env: Env) -> Iterator[str]:
    """Browsers are bound to the key they subscribed with: a missing one loses all of them."""
    if env.push_simulator:
        yield "PUSH_SIMULATOR is for the demo: unset it."
    if env.push != "webpush":
        return
    if not _is_vapid_key(env.vapid_key.get_secret_value()):
        yield "PUSH=webpush needs VAPID_KEY, 32 random bytes as base64url (docs/how-to/production.md), or PUSH=off."
    if not env.push_contact.startswith(("mailto:", "https://")):
        yield "PUSH=webpush needs PUSH_CONTACT=mailto:… : push services write there when we do harm."


def _is_vapid_key(text: str) -> bool:
    """Whether it is a private key of the curve P-256, as RFC 8292 wants it."""
    try:
        number = int.from_bytes(base64.b64decode(text + "=", altchars=b"-_", validate=True), "big")
    except ValueError:
        return False
    return len(text) == 43 and 0 < number < P256


def warnings(env: Env) -> Iterator[str]:
    """What works but reaches nobody: said at every start."""
    for name in ("mail", "sms", "push"):
        if getattr(env, name) == "fake":
            yield f"{name.upper()}=fake: messages are kept in memory and reach NOBODY."


def check(env: Env) -> None:
    """Raise UnsafeSettings with every reason at once; log every warning."""
    reasons = list(refusals(env))
    if reasons:
        raise UnsafeSettings("Kholboo does not start:\n" + "\n".join(f"- {r}" for r in reasons))
    for sentence in warnings(env):
        log.warning(sentence)
