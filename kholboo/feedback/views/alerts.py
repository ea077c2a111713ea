"""Telling a phone of a case: asked only here, by a press of its holder."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kholboo.accounts.access import public
from kholboo.core import limits
from kholboo.core.edge import errors_on
from kholboo.core.errors import RuleBroken, TooMany
from kholboo.feedback.alerts import USUAL, topic_of
from kholboo.feedback.forms.alerts import AlertsForm
from kholboo.feedback.models import Case
from kholboo.feedback.services.alerts import choose_alerts
from kholboo.feedback.views.tracking_doors import with_case
from kholboo.feedback.views.tracking_page import title_of
from kholboo.notifications.alert_doors import device_of, remember
from kholboo.notifications.models import Device, Wish
from kholboo.notifications.push.port import Address
from kholboo.notifications.queries import wish_of
from kholboo.notifications.services.devices import public_key

CHOICES_IN_AN_HOUR = 60
HOUR = 3600


@public
@with_case
@require_http_methods(["GET", "POST"])
def alerts(request: HttpRequest, case: Case) -> HttpResponse:
    """Which news of this case this phone is told of, and the button that asks the browser."""
    if case.erased_at:
        return redirect("feedback:track_case", case.number)
    device = device_of(request)
    wish = wish_of(device, topic_of(case))
    form = AlertsForm(initial={"kinds": wish.kinds if wish else [str(kind) for kind in USUAL]})
    status = 200
    if request.method == "POST":
        form = AlertsForm(request.POST)
        status = 422
        try:
            if form.is_valid() and _chosen(request, case, form, device):
                return redirect("feedback:track_alerts", case.number)
        except TooMany as error:
            form.add_error(None, error.message)
            status = 429
    return render(
        request, "feedback/tracking/alerts.html", _facts(case, form, device, wish), status=status
    )


def _chosen(request: HttpRequest, case: Case, form: AlertsForm, device: Device | None) -> bool:
    limits.knock("alerts.choose", str(case.pk), limit=CHOICES_IN_AN_HOUR, seconds=HOUR)
    kinds = form.cleaned_data["kinds"]
    person = request.user if request.user.is_authenticated else None
    with errors_on(form):
        kept = choose_alerts(case, _browser(form, device), kinds, person=person)
        remember(request, kept)
        said = _("This phone will be told.") if kinds else _("This phone is told nothing more.")
        messages.success(request, said)
        return True
    return False


def _browser(form: AlertsForm, device: Device | None) -> Device | Address:
    """What the browser says of itself; else the device we know it to be."""
    if form.cleaned_data["endpoint"]:
        return form.address
    if device is None:
        raise RuleBroken(_("Your browser did not say where to send notices. Please try again."))
    return device


def _facts(
    case: Case, form: AlertsForm, device: Device | None, wish: Wish | None
) -> dict[str, object]:
    return {
        "case": case,
        "title": title_of(case),
        "form": form,
        "topic": topic_of(case),
        "is_known": device is not None,
        "is_told": wish is not None,
        "push_key": public_key(),
    }
