"""Complaints that name a certificate: misuse of its mark, or a mistake in it."""

from dataclasses import dataclass

from kholboo.accounts.models import User
from kholboo.feedback.models import CaseCertificate
from kholboo.feedback.queries.desk import telling_of, visible_cases
from kholboo.feedback.queries.inbox import CasePage, Row, page_of
from kholboo.feedback.rules import CaseKind
from kholboo.registers.queries import certificates
from kholboo.registers.queries.certificates import CertificateToday


@dataclass(frozen=True)
class Misuse:
    """A complaint with the certificate as it stands today; None where its words are hidden too."""

    row: Row
    about: CertificateToday | None


@dataclass(frozen=True)
class MisusePage:
    cases: CasePage
    complaints: list[Misuse]


def complaints_about_certificates(user: User, *, number: str = "", page: int = 1) -> MisusePage:
    """Of the cases this person may see, the newest first; `number`: of one certificate alone.

    Then without the sensitive ones in others' hands: to be asked for by number would tell theirs.
    """
    named, cases = CaseCertificate.objects.all(), visible_cases(user)
    if number:
        named = named.filter(certificate__number=number)
        cases = cases.filter(telling_of(user))
    cases = cases.filter(kind=CaseKind.COMPLAINT, pk__in=named.values("case_id"))
    found = page_of(cases.order_by("-received_at", "-pk"), page, user)
    rows = CaseCertificate.objects.filter(
        case__number__in=[row.number for row in found.rows if not row.is_hidden]
    ).select_related("certificate", "case")
    about = {row.case.number: certificates.standing(row.certificate) for row in rows}
    return MisusePage(found, [Misuse(row, about.get(row.number)) for row in found.rows])
