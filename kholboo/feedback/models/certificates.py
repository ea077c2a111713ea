from django.db import models

from kholboo.registers.models import Certificate


class CaseCertificate(models.Model):
    """The certificate a case is about, as its sender named it: misuse of its mark, a mistake in it.

    A row of its own, because few cases have one and every case is read.
    """

    case = models.OneToOneField("feedback.Case", on_delete=models.CASCADE, related_name="+")
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"case {self.case_id} about certificate {self.certificate_id}"
