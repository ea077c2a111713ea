"""Reading certificates: one by its number or address, its story, how it stands."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kholboo.core import clock
from kholboo.core.errors import NotFound
from kholboo.registers import numbers
from kholboo.registers.models import Certificate, Conformity, Event
from kholboo.registers.particulars import Fact, told
from kholboo.registers.rules import SLUGS, Kind, State, state_on
from kholboo.standards.models import Edition

MOST_PAPERS = 100


@dataclass(frozen=True)
class CertificateToday:
    """A certificate with how it stands today; `is_coming`: its first day is yet to come."""

    certificate: Certificate
    state: State
    is_coming: bool

    @property
    def is_good(self) -> bool:
        return self.state == State.VALID and not self.is_coming


def standing(certificate: Certificate, *, day: date | None = None) -> CertificateToday:
    day = day or clock.local_date(clock.now())
    state = state_on(day, state=certificate.state, valid_until=certificate.valid_until)
    is_coming = state == State.VALID and certificate.valid_from > day
    return CertificateToday(certificate, state, is_coming)


def _rows() -> QuerySet[Certificate]:
    return Certificate.objects.select_related("office", "aimag", "paper", "renews", "renewed_by")


def certificate_at(number: str) -> Certificate:
    """By its number exactly as we write it. Raises NotFound."""
    found = _rows().filter(number=number).first()
    if found is None:
        raise NotFound(_("There is no certificate with this number."), certificate=number)
    return found


def certificate_of(text: str) -> Certificate | None:
    """By a number as somebody may type it."""
    number = numbers.parse(text)
    return _rows().filter(number=number).first() if number else None


def certificate_at_number(number: str) -> Certificate | None:
    return _rows().filter(number=number[:16]).first()


def certificate_behind(token: str) -> Certificate | None:
    """By the unguessable part of its own address."""
    return _rows().filter(token=token).first()


def certificate_with_key(pk: int) -> Certificate:
    return _rows().get(pk=pk)


def without_paper() -> QuerySet[Certificate]:
    """As many as are sealed within a minute, the oldest first."""
    return _rows().filter(paper=None).order_by("pk")[:MOST_PAPERS]


def conformities(certificate: Certificate) -> QuerySet[Conformity]:
    return certificate.conformities.select_related("edition__work")


def standards_of(certificate: Certificate) -> list[Edition | str]:
    return [row.edition or row.text for row in conformities(certificate)]


def story_of(certificate: Certificate) -> QuerySet[Event]:
    """The newest first."""
    return Event.objects.filter(certificate=certificate).select_related("by").order_by("-pk")


def facts_of(certificate: Certificate) -> list[tuple[Fact, list[str]]]:
    return told(Kind(certificate.kind), certificate.particulars)


def slug_of(certificate: Certificate) -> str:
    """The name of its register in addresses."""
    return SLUGS[Kind(certificate.kind)]


def ended_before(day: date) -> QuerySet[Certificate]:
    """Those whose last day is over and whose state does not say so yet."""
    running = Certificate.objects.filter(state__in=[State.VALID, State.SUSPENDED])
    return running.filter(valid_until__lt=day).order_by("valid_until", "pk")


def names_of(keys: Collection[str]) -> dict[str, str]:
    """What history calls them."""
    rows = Certificate.objects.filter(pk__in=keys).only("number")
    return {str(row.pk): row.number for row in rows}
