"""Petitions of several people: opening one, signing it by code, taking one's name back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kholboo.accounts.rules import Address, read_address
from kholboo.accounts.services import codes
from kholboo.audit import services as audit
from kholboo.core import clock, limits
from kholboo.core.errors import RuleBroken, TooMany
from kholboo.documents.models import Document
from kholboo.feedback.models import Case, Contact, JointPetition, Signature
from kholboo.feedback.petitions import JointBy
from kholboo.feedback.secret import sign_hash, sign_token
from kholboo.feedback.services.holding import lock, must_be_open
from kholboo.feedback.signers import Signer, sealed_signature

# Each code is a paid message to a phone that somebody typed.
CODES_OF_A_CASE = 2_000
DAY = 24 * 3600


@dataclass(frozen=True)
class Joint:
    """How the others stand behind a new case; `proof` is one of its documents."""

    by: JointBy
    proof: Document | None = None
    signed_on_paper: int | None = None


def open_joint(case: Case, joint: Joint, *, at: datetime) -> JointPetition:
    """Mark a case that is being received. RuleBroken for a representative without proof."""
    if joint.by == JointBy.REPRESENTATIVE and joint.proof is None:
        raise RuleBroken(
            gettext_lazy("Add the paper that shows you may speak for the others."), field="proof"
        )
    return JointPetition.objects.create(
        case_id=case.pk,
        by=joint.by,
        sign_hash=sign_hash(sign_token(case)),
        proof=joint.proof,
        signed_on_paper=joint.signed_on_paper,
        at=at,
    )


def ask_code(case: Case, signer: Signer, *, language: str, asker: str) -> UUID:
    """Send the signer a code; returns the key the browser must bring back with it.

    Raises RuleBroken (the case is no longer open, no mobile phone) and TooMany.
    """
    must_be_open(case)
    address = _address_of(signer)
    limits.knock("feedback.sign", str(case.pk), limit=CODES_OF_A_CASE, seconds=DAY)
    about = _("Petition %(number)s") % {"number": case.number}
    try:
        row = codes.request_proof(
            address, purpose=_purpose(case), about=about, language=language, asker=asker
        )
    except TooMany:
        # No message went out: one who only knocks must not use up the codes of all who sign.
        limits.forgive("feedback.sign", str(case.pk))
        raise
    return row.key


def sign(case: Case, signer: Signer, *, key: UUID, code: str, language: str) -> Signature:
    """Put the name under the petition once the code proves the phone.

    A phone that signed already gets its first signature back. RuleBroken for a wrong code, for
    the sender's own phone and for a case that is no longer open.
    """
    codes.prove(key, _address_of(signer), code, purpose=_purpose(case))
    with transaction.atomic():
        case = lock(case)
        signature = sealed_signature(case, signer)
        first = Signature.objects.filter(case=case, phone_hash=signature.phone_hash).first()
        if first:
            return first
        must_be_open(case)
        if Contact.objects.filter(case=case, phone_hash=signature.phone_hash).exists():
            raise RuleBroken(_("You sent this petition: your name stands in it already."))
        signature.language, signature.at = language, clock.now()
        signature.save(force_insert=True)
        audit.record("feedback.petition_signed", case, actor=None, label=audit.CITIZEN)
    return signature


@transaction.atomic
def withdraw_signature(case: Case, signature_id: int) -> None:
    """Take a name back while the case is open; it is deleted. Safe to repeat."""
    case = lock(case)
    row = Signature.objects.filter(case=case, pk=signature_id).first()
    if row is None:
        return
    must_be_open(case)
    row.delete()
    audit.record("feedback.signature_withdrawn", case, actor=None, label=audit.CITIZEN)


def _address_of(signer: Signer) -> Address:
    address = read_address(signer.phone)
    if address is None or address.channel != "sms":
        raise RuleBroken(
            _("A code cannot reach this number. Write a mobile phone number."), field="phone"
        )
    return address


def _purpose(case: Case) -> str:
    return f"sign:{case.pk}"
