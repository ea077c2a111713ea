"""The square code of a certificate: signed once, verified by anybody with the public key."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from kholboo.core import clock
from kholboo.registers.codes import cose
from kholboo.registers.codes.claims import claims_of, said_in
from kholboo.registers.codes.signing import CodeSigner
from kholboo.registers.models import Certificate, CodeKey
from kholboo.registers.queries.certificates import certificate_at_number
from kholboo.registers.queries.keys import public_key
from kholboo.registers.wiring import code_signer


def code_of(certificate: Certificate) -> str:
    """What stands behind `/verify/`: the signed code, or the 26 letters where nothing is signed."""
    signer = code_signer()
    if signer is None:
        return certificate.token
    known(signer)
    return signer.code(claims_of(certificate))


def address_in_code(certificate: Certificate) -> str:
    """The whole address in the square code, the same in every language."""
    with override("mn"):
        path = reverse("registers:verified", args=[code_of(certificate)])
    return f"{settings.PUBLIC_URL}{path}"


def known(signer: CodeSigner) -> None:
    """The public half is kept for ever: paper lives longer than keys."""
    CodeKey.objects.get_or_create(
        kid=signer.kid.hex(), defaults={"public": signer.public, "since": clock.now()}
    )


def certificate_in(code: str) -> Certificate | None:
    """The certificate a signed code speaks of; None for a code that is not ours."""
    try:
        found = cose.opened(cose.from_text(code), _key, cose.CERTIFICATE)
        said = said_in(found.claims)
    except (cose.Forged, KeyError, ValueError, TypeError):
        return None
    certificate = certificate_at_number(said.number)
    return certificate if certificate and certificate.pk == said.place else None


def _key(kid: bytes) -> Ed25519PublicKey | None:
    public = public_key(kid.hex()) if isinstance(kid, bytes) else None
    return Ed25519PublicKey.from_public_bytes(public) if public else None
