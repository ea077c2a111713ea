"""Joint petitions: the one behind a sign link, how many signed, and who (for entitled staff)."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kholboo.core.errors import NotFound
from kholboo.core.seal import Unsealable
from kholboo.feedback.models import Case, JointPetition, Signature
from kholboo.feedback.petitions import JointBy
from kholboo.feedback.secret import sign_hash, sign_token
from kholboo.feedback.signers import Signer, signer_of
from kholboo.notifications.rules import masked_phone

A_PAGE = 100


@dataclass(frozen=True)
class JointShown:
    """A joint petition as pages show it. `signed`: how many besides the sender."""

    by: JointBy
    signed: int
    proof_id: object
    token: str
    signed_on_paper: int | None = None

    @property
    def is_by_codes(self) -> bool:
        return self.by == JointBy.CODES


def standing_of(case: Case) -> JointShown | None:
    """None for a case of one sender; one query then, two for a joint petition."""
    joint = JointPetition.objects.filter(case_id=case.pk).first()
    if joint is None:
        return None
    return JointShown(
        by=JointBy(joint.by),
        signed=signed(case),
        proof_id=joint.proof_id,
        token=sign_token(case),
        signed_on_paper=joint.signed_on_paper,
    )


def signed(case: Case) -> int:
    return Signature.objects.filter(case_id=case.pk).count()


def case_to_sign(token: str) -> Case:
    """The petition behind a sign link. NotFound for any other link."""
    found = JointPetition.objects.filter(sign_hash=sign_hash(token), by=JointBy.CODES)
    joint = found.select_related("case", "case__office").first()
    if joint is None:
        raise NotFound(_("This link leads to no petition. Ask for it once more."))
    return joint.case


def signature_among(keys: list[int], case: Case) -> Signature | None:
    """One's own signature: among those this browser made."""
    return Signature.objects.filter(case=case, pk__in=keys).first()


@dataclass(frozen=True)
class Signed:
    """One line of the list; `signer` is None when the name cannot be opened any more."""

    signature: Signature
    signer: Signer | None

    @property
    def phone(self) -> str:
        """Masked: the list proves that people signed, it is no telephone book."""
        return masked_phone(self.signer.phone) if self.signer else ""


def signers_of(case: Case, *, after: int = 0) -> tuple[list[Signed], int | None]:
    """A page of names in the order of signing, and the key the next page begins after."""
    rows = list(Signature.objects.filter(case=case, pk__gt=after).order_by("pk")[: A_PAGE + 1])
    more = rows[A_PAGE - 1].pk if len(rows) > A_PAGE else None
    return [Signed(row, _opened(row)) for row in rows[:A_PAGE]], more


def _opened(row: Signature) -> Signer | None:
    try:
        return signer_of(row)
    except Unsealable:
        return None
