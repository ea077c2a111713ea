"""Reminding holders that a certificate ends, and beginning its renewal."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from kholboo.accounts.models import User
from kholboo.core import clock
from kholboo.core.formats.days import day_long
from kholboo.eservices.models import Application, Draft, Reminder
from kholboo.eservices.queries.asked import asked_by
from kholboo.eservices.queries.bundles import version_today
from kholboo.eservices.queries.renewing import Ending, ending, first_answers, renewable
from kholboo.eservices.services import drafting, messages


def remind_due() -> int:
    """Write to everybody whose next reminder has come; returns to how many."""
    today = clock.local_date(clock.now())
    return sum(remind(one) for one in ending(today))


@transaction.atomic
def remind(one: Ending) -> bool:
    """The row of the stage is the right to send: of two workers the second finds it taken."""
    _row, is_mine = Reminder.objects.get_or_create(
        application=one.application,
        valid_until=one.valid_until,
        days=one.days,
        defaults={"at": clock.now()},
    )
    if not is_mine:
        return False
    application = one.application
    with override(application.language):
        context = {
            "number": one.certificate.number,
            "service": application.version.procedure.name,
            "day": day_long(one.valid_until),
            "link": f"{settings.PUBLIC_URL}{_door(application)}",
        }
    key = f"eservices:renewal:{application.pk}:{one.valid_until.isoformat()}:{one.days}"
    messages.write(application, "renewal", context, key=key)
    return True


def _door(application: Application) -> str:
    """Their own page of the renewal; who applied on paper has none, and begins at the service."""
    if application.user_id is None:
        return reverse("eservices:service", args=[application.version.procedure.key])
    return reverse("eservices:renew", args=[application.number])


def begin_renewal(application: Application, *, actor: User) -> Draft:
    """A draft under today's form with what is known; one that waits already stays as it is.

    Raises NotFound where there is nothing to renew, or the service is closed online today.
    """
    certificate = renewable(application)
    today = clock.local_date(clock.now())
    version = version_today(application.version.procedure.key, today)
    asked = {field.key for field in asked_by(version).form.fields}
    told = first_answers(application, certificate)
    return drafting.begin(
        version,
        user=actor,
        organisation=application.organisation,
        also={key: value for key, value in told.items() if key in asked},
    )
