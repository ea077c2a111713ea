"""How the second factors of django-allauth are kept and named here."""

import base64

from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext

from kholboo.core import seal

PURPOSE = "accounts.second_factor"


class SealedAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Seals the secrets of apps and recovery codes, so that a stolen table opens nothing."""

    def encrypt(self, text: str) -> str:
        sealed = seal.seal({"secret": text}, data_key=seal.house_key(PURPOSE), row=PURPOSE)
        return base64.b64encode(sealed).decode()

    def decrypt(self, encrypted_text: str) -> str:
        sealed = base64.b64decode(encrypted_text)
        return seal.unseal(sealed, data_key=seal.house_key(PURPOSE), row=PURPOSE)["secret"]

    def get_totp_issuer(self) -> str:
        return gettext("Agency for Standardization and Metrology")

    def _get_site_name(self) -> str:
        return self.get_totp_issuer()

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        return str(user)
