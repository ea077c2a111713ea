"""Everything the outside world may change, in one list with types.

`.env.example` repeats the list with a sentence for each name; a test compares the two.
"""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Env(BaseSettings):
    model_config = SettingsConfigDict(env_file=".env", frozen=True, extra="ignore")

    mode: Literal["demo", "production"] = "production"
    secret_key: SecretStr
    seal_key: SecretStr
    database_url: str
    var: Path = Path("var")
    erasure_ledger: str = ""
    allowed_hosts: list[str] = ["localhost", "127.0.0.1", "[::1]"]
    public_url: str = "http://localhost:8000"
    site_hosts: dict[str, str] = {}
    trusted_proxies: int = Field(0, ge=0, le=5)
    demo_doors: bool = False
    app: Literal["on", "off"] = "on"
    mail: Literal["smtp", "fake"] = "smtp"
    mail_host: str = "localhost"
    mail_port: int = 25
    mail_user: str = ""
    mail_password: SecretStr = SecretStr("")
    mail_tls: bool = False
    mail_from: str = "kholboo@localhost"
    mail_page: str = ""
    mailbox: Literal["imap", "fake", "off"] = "off"
    mailbox_host: str = "localhost"
    mailbox_port: int = 993
    mailbox_user: str = ""
    mailbox_password: SecretStr = SecretStr("")
    mailbox_tls: bool = True
    mailbox_folder: str = "INBOX"
    mailbox_page: str = ""
    sms: Literal["messagepro", "fake"] = "messagepro"
    sms_url: str = ""
    sms_key: SecretStr = SecretStr("")
    sms_from: str = ""
    sms_page: str = ""
    push: Literal["webpush", "fake", "off"] = "off"
    vapid_key: SecretStr = SecretStr("")
    push_contact: str = ""
    push_hosts: list[str] = [
        "fcm.googleapis.com",
        "*.push.services.mozilla.com",
        "*.push.apple.com",
        "*.notify.windows.com",
    ]
    push_simulator: str = ""
    estandard: Literal["http", "fake", "off"] = "off"
    estandard_url: str = ""
    estandard_key: SecretStr = SecretStr("")
    qpay: Literal["http", "fake", "off"] = "off"
    qpay_url: str = ""
    qpay_user: str = ""
    qpay_password: SecretStr = SecretStr("")
    qpay_invoice_code: str = ""
    qpay_page: str = ""
    ebarimt: Literal["http", "fake", "off"] = "off"
    ebarimt_url: str = ""
    ebarimt_tin: str = ""
    ebarimt_district: str = ""
    ebarimt_branch: str = "001"
    ebarimt_pos: str = ""

    certificate_seal: Literal["test", "file", "pkcs11", "off"] = "off"
    certificate_seal_file: str = ""
    certificate_seal_password: SecretStr = SecretStr("")
    certificate_pkcs11_module: str = ""
    certificate_pkcs11_token: str = ""
    certificate_pkcs11_pin: SecretStr = SecretStr("")
    certificate_pkcs11_label: str = ""
    certificate_code_key: SecretStr = SecretStr("")

    @property
    def is_demo(self) -> bool:
        return self.mode == "demo"


env = Env()  # type: ignore[call-arg]  # keys have no default: no key, no start
