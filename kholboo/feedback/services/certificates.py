"""Keeping which certificate a case is about. Call it in the transaction that receives the case."""

from kholboo.feedback.models import CaseCertificate
from kholboo.registers.models import Certificate


def keep_certificate(case_id: int, certificate: Certificate | None) -> None:
    if certificate is not None:
        CaseCertificate(case_id=case_id, certificate=certificate).save(force_insert=True)
