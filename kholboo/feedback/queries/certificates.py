"""The certificate a case is about; and the one somebody means by a number."""

from collections.abc import Collection

from kholboo.feedback.models import Case, CaseCertificate
from kholboo.feedback.queries.parts import Part
from kholboo.registers.models import Certificate
from kholboo.registers.queries import certificates
from kholboo.registers.queries.certificates import CertificateToday


def certificate_of(case: Case) -> Certificate | None:
    rows = CaseCertificate.objects.select_related("certificate").filter(case=case)
    found = rows.first()
    return found.certificate if found else None


def certificate_beside(case: Case, parts: Collection[Part]) -> CertificateToday | None:
    """The same with how it stands today, asked only where `parts` say that there is one."""
    found = certificate_of(case) if Part.CERTIFICATE in parts else None
    return certificates.standing(found) if found else None


def certificate_meant(text: str) -> Certificate | None:
    """By a number however it is typed; None when the register has none like it."""
    return certificates.certificate_of(text) if text else None
