"""Who signed a joint petition, sealed: the only room that closes or opens a signature."""

from dataclasses import asdict, dataclass

from kholboo.core import seal
from kholboo.feedback.contacts import phone_hash
from kholboo.feedback.models import Case, Signature


@dataclass(frozen=True)
class Signer:
    """A person who signs. Phone: 8 digits, no +976."""

    family_name: str
    given_name: str
    phone: str

    @property
    def full_name(self) -> str:
        return f"{self.family_name} {self.given_name}".strip()


def sealed_signature(case: Case, signer: Signer) -> Signature:
    """The unsaved row, under a fresh key of its own: deleting that key erases the signer."""
    found = phone_hash(signer.phone)
    row = _row(case.pk, found)
    data_key = seal.new_data_key()
    return Signature(
        case=case,
        wrapped_key=seal.wrap(data_key, row=row),
        sealed=seal.seal(asdict(signer), data_key=data_key, row=row),
        phone_hash=found,
    )


def signer_of(signature: Signature) -> Signer:
    """Open the sealed name. Raises core.seal.Unsealable when erased or tampered with."""
    row = _row(signature.case_id, signature.phone_hash)
    data_key = seal.unwrap(signature.wrapped_key, row=row)
    return Signer(**seal.unseal(signature.sealed, data_key=data_key, row=row))


def _row(case_id: int, found: str) -> str:
    return f"signature:{case_id}:{found}"
