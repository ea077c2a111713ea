"""Certificates that are about to end: whom to remind today, and what a renewal already knows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from kholboo.core.errors import NotFound
from kholboo.eservices.book import Book
from kholboo.eservices.models import Application, Reminder
from kholboo.eservices.queries.answers import whole_answers
from kholboo.eservices.queries.asked import asked_by
from kholboo.eservices.queries.bundles import read
from kholboo.eservices.rules import OPEN, Outcome
from kholboo.registers.models import Certificate
from kholboo.registers.queries.certificates import certificate_of
from kholboo.registers.rules import State

# No procedure reminds earlier (engine/manifest.py).
LONGEST = timedelta(days=366)
AT_ONCE = 500


@dataclass(frozen=True)
class Ending:
    """A certificate, the application behind it, and the stage of the reminder that has come."""

    certificate: Certificate
    application: Application
    valid_until: date
    days: int


def ending(today: date) -> Iterator[Ending]:
    """Whom to remind today, the nearest end first; who was reminded of this stage is left out."""
    rows = Certificate.objects.filter(
        state=State.VALID,
        valid_until__gte=today,
        valid_until__lte=today + LONGEST,
        renewed_by__isnull=True,
    ).order_by("valid_until", "pk")
    certificates = list(rows.only("pk", "key", "number", "valid_until"))
    for start in range(0, len(certificates), AT_ONCE):
        yield from _of(certificates[start : start + AT_ONCE], today)


def _of(certificates: list[Certificate], today: date) -> Iterator[Ending]:
    by_key = {certificate.key: certificate for certificate in certificates}
    rows = Application.objects.filter(key__in=by_key, erased_at__isnull=True)
    applications = list(
        rows.select_related("version__procedure", "applicant", "office").defer(
            "version__files", "version__compiled"
        )
    )
    told = set(
        Reminder.objects.filter(application__in=applications).values_list(
            "application_id", "valid_until", "days"
        )
    )
    for application in applications:
        certificate = by_key[application.key]
        end, renewal = certificate.valid_until, read(application.version).book.renewal
        days = renewal.stage((end - today).days) if renewal and end else None
        if end is None or days is None or (application.pk, end, days) in told:
            continue
        if not is_renewing(application, certificate):
            yield Ending(certificate, application, end, days)


def is_renewing(application: Application, certificate: Certificate) -> bool:
    """Whether the same applicant has asked for the next one already."""
    renewal = read(application.version).book.renewal
    if renewal is None or not renewal.number:
        return False
    rows = Application.objects.filter(
        organisation=application.organisation_id,
        version__procedure=application.version.procedure_id,
        answers__contains={renewal.number: certificate.number},
    )
    if application.organisation_id is None:
        rows = rows.filter(user=application.user_id)
    going_on = rows.filter(state__in=sorted(OPEN)) | rows.filter(outcome=Outcome.GRANTED)
    return going_on.exclude(pk=application.pk).exists()


def followed_by(application: Application, book: Book) -> Certificate | None:
    """The certificate of the same holder that this application renews, held until the transaction
    ends; None when its number is somebody else's, or it was followed or withdrawn already.
    """
    renewal = book.renewal
    number = str(application.answers.get(renewal.number) or "") if renewal else ""
    meant = certificate_of(number) if number else None
    if meant is None:
        return None
    row = Certificate.objects.select_for_update().get(pk=meant.pk)
    before = Application.objects.filter(key=row.key).first()
    if before is None or row.state == State.WITHDRAWN:
        return None
    if Certificate.objects.filter(renews=row).exists():
        return None
    return row if _is_of_one(before, application) else None


def _is_of_one(before: Application, after: Application) -> bool:
    if after.organisation_id is not None:
        return before.organisation_id == after.organisation_id
    is_person = before.organisation_id is None and after.user_id is not None
    return is_person and before.user_id == after.user_id


def renewable(application: Application) -> Certificate:
    """The certificate this application brought, if it can be renewed. NotFound otherwise."""
    found = Certificate.objects.filter(key=application.key).exclude(state=State.WITHDRAWN).first()
    if found is None or found.valid_until is None or application.erased_at:
        raise NotFound(_("There is nothing to renew here."), application=application.number)
    return found


def may_renew(application: Application, certificate: Certificate | None, today: date) -> bool:
    """Whether the applicant's page offers it: the time of the first reminder has come."""
    renewal = read(application.version).book.renewal
    if renewal is None or certificate is None or certificate.valid_until is None:
        return False
    if certificate.state == State.WITHDRAWN or application.erased_at:
        return False
    return (certificate.valid_until - today).days <= max(renewal.days)


def first_answers(application: Application, certificate: Certificate) -> dict[str, Any]:
    """What was answered then, as far as the form remembers it, and what the certificate says."""
    asked = asked_by(application.version)
    whole = whole_answers(application)
    told = {
        field.key: whole[field.key]
        for field in asked.form.fields
        if field.ui.get("remember") and field.key in whole
    }
    return {**told, **_of_certificate(asked.book, certificate)}


def _of_certificate(book: Book, certificate: Certificate) -> dict[str, Any]:
    renewal = book.renewal
    if renewal is None:
        return {}
    told = dict(renewal.answers)
    if renewal.number:
        told[renewal.number] = certificate.number
    if renewal.valid_until and certificate.valid_until:
        told[renewal.valid_until] = certificate.valid_until.isoformat()
    return told
