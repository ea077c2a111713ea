"""Which office answers, as the form and the receipt say it."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kholboo.agency.models import Aimag, Office, Service, Unit
from kholboo.agency.queries import office_for
from kholboo.feedback.rules import CaseKind

# Whole sentences, because Mongolian bends the name of the kind.
SENTENCES = {
    CaseKind.COMPLAINT: _("Your complaint is answered by: %(office)s."),
    CaseKind.REQUEST: _("Your request is answered by: %(office)s."),
    CaseKind.PETITION: _("Your petition is answered by: %(office)s."),
    CaseKind.SUGGESTION: _("Your suggestion is answered by: %(office)s."),
}


@dataclass(frozen=True)
class Answering:
    """`is_sample` while the routing is our guess and not the agency's word."""

    office: Office
    unit: Unit | None
    is_sample: bool

    def sentence(self, kind: str) -> str:
        """Empty while the kind was not chosen."""
        if kind not in CaseKind.values:
            return ""
        return str(SENTENCES[CaseKind(kind)]) % {"office": self.name}

    @property
    def name(self) -> str:
        return f"{self.office.name}, {self.unit.name}" if self.unit else self.office.name


def answering_of(service: Service | None, aimag: Aimag | None) -> Answering:
    office, unit = office_for(service, aimag)
    guessed = office.is_sample or bool(service and service.is_routing_sample)
    return Answering(office=office, unit=unit, is_sample=guessed)
