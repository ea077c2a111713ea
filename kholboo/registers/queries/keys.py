"""Public keys of codes, and the list of states that is given out."""

import base64

from kholboo.registers.models import Certificate, CodeKey, StatusList
from kholboo.registers.rules import State


def public_key(kid: str) -> bytes | None:
    row = CodeKey.objects.filter(pk=kid[:16]).first()
    return bytes(row.public) if row else None


def key_set() -> dict[str, object]:
    """All keys that ever signed, as a JSON Web Key Set (RFC 7517, RFC 8037)."""
    return {
        "keys": [
            {
                "kty": "OKP",
                "crv": "Ed25519",
                "alg": "EdDSA",
                "use": "sig",
                "kid": row.kid,
                "x": base64.urlsafe_b64encode(bytes(row.public)).decode().rstrip("="),
            }
            for row in CodeKey.objects.order_by("since")
        ]
    }


def newest_list() -> StatusList | None:
    return StatusList.objects.order_by("-version").first()


def places() -> int:
    """One more than the last place in the list."""
    last = Certificate.objects.order_by("-pk").values_list("pk", flat=True).first()
    return (last or 0) + 1


def not_valid() -> list[tuple[int, str]]:
    rows = Certificate.objects.exclude(state=State.VALID).order_by("pk")
    return list(rows.values_list("pk", "state"))
