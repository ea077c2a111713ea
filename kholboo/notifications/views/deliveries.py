"""What was promised and did not arrive: for those who keep the house running."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core.errors import RuleBroken
from kholboo.notifications import queries, rules
from kholboo.notifications.rules import State
from kholboo.notifications.services.deliveries import retry_delivery
from kholboo.ui.components.navigation import Place

PAGE = 50
SHOWN = (State.DEAD, State.REFUSED, State.WAITING, State.SENT)


@staff("notifications.read_deliveries")
@require_GET
def deliveries(request: StaffRequest) -> HttpResponse:
    """The deliveries of one state, newest first."""
    wished = request.GET.get("state", "")
    counts = queries.counts()
    # What did not arrive is seen first; where nothing is amiss, what was sent.
    first = next((state for state in SHOWN if counts[state]), State.DEAD)
    state = State(wished) if wished in State.values else first
    looks_after = request.user.has_perm("notifications.retry_delivery")
    page = Paginator(queries.deliveries_in(state), PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "notifications/deliveries.html",
        {
            "state": state,
            "places": [
                Place(
                    capfirst(shown.label),
                    f"?state={shown}",
                    count=counts[shown],
                    is_current=shown == state,
                    is_urgent=shown in rules.UNFINISHED and counts[shown] > 0,
                )
                for shown in SHOWN
            ],
            "page": page,
            "query": f"state={state}",
            "may_retry": state in rules.UNFINISHED and looks_after,
            # Codes of messages and of providers help only who looks after the system.
            "may_see_codes": looks_after,
        },
    )


@staff("notifications.retry_delivery")
@require_POST
def retry(request: StaffRequest, delivery_id: int) -> HttpResponse:
    """Begin again with one message; the button of the list."""
    state = request.POST.get("state", "")
    try:
        retry_delivery(delivery_id, actor=request.user)
    except RuleBroken as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("The message is on its way again."))
    back = reverse("notifications:deliveries")
    return redirect(f"{back}?state={state}" if state in State.values else back)
