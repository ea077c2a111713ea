"""Notices on this phone: what it is told of, and how to stop it. Known by its endpoint alone."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from kholboo.accounts.access import public
from kholboo.core import limits
from kholboo.core.asker import address_of
from kholboo.notifications import alerts, queries
from kholboo.notifications.alert_doors import device_of, remember
from kholboo.notifications.push import hosts
from kholboo.notifications.services import devices
from kholboo.notifications.subscribing import MovedForm, StopForm

# Of one network address; telephone networks put many people behind one.
KNOCKS_IN_AN_HOUR = 300
HOUR = 3600


@public
@never_cache
@require_GET
def here(request: HttpRequest) -> HttpResponse:
    """What this phone is told of, with a way to change or stop each."""
    device = device_of(request)
    wishes = list(queries.wishes_of(device))
    topics = alerts.named([wish.topic for wish in wishes])
    rows = [
        (topics[wish.topic], wish.topic, alerts.kinds_of(wish.topic, wish.kinds))
        for wish in wishes
        if wish.topic in topics
    ]
    return render(request, "notifications/here.html", {"device": device, "rows": rows})


@public
@require_POST
def known(request: HttpRequest) -> HttpResponse:
    """The page's script shows the browser's own endpoint: 204 when we know it, 404 otherwise."""
    _knock(request)
    device = queries.device_at(request.POST.get("endpoint", "")[: hosts.LONGEST])
    if device is None:
        return HttpResponse(status=404)
    remember(request, device)
    return HttpResponse(status=204)


@public
@require_POST
def stop(request: HttpRequest) -> HttpResponse:
    """Tell this phone nothing more about one topic."""
    device, form = device_of(request), StopForm(request.POST)
    if device and form.is_valid():
        devices.stop(device, form.cleaned_data["topic"])
        messages.success(request, _("Stopped. This phone gets no more notices of it."))
    return redirect("alerts:here")


@csrf_exempt
@public
@require_POST
def moved(request: HttpRequest) -> HttpResponse:
    """The browser changed its endpoint by itself; its worker says so.

    No token of a page: the old endpoint, which nobody else knows, is what gives the right.
    """
    _knock(request)
    form = MovedForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    devices.move(form.cleaned_data["old"], form.address)
    return HttpResponse(status=204)


def _knock(request: HttpRequest) -> None:
    limits.knock("alerts", address_of(request), limit=KNOCKS_IN_AN_HOUR, seconds=HOUR)
