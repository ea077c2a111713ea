"""The inbox: one address for the whole page and for the part that htmx puts in its place."""

from dataclasses import dataclass, replace

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import push_url

from kholboo.accounts.access import StaffRequest, staff
from kholboo.accounts.models import User
from kholboo.agency.absence import standing_in
from kholboo.agency.places import places
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.feedback.forms.desk import AssignForm, address_of, filters_from
from kholboo.feedback.queries import desk, inbox
from kholboo.feedback.queries.desk import Reach
from kholboo.feedback.queries.inbox import LAST_PAGE, Filters, Queue
from kholboo.feedback.queries.queue_counts import COUNTED_TO, counts
from kholboo.feedback.rules import CaseKind, CaseStatus, Channel
from kholboo.feedback.services.bulk import BulkResult, assign_many, undo_many
from kholboo.feedback.views.desk_lines import lines_of
from kholboo.feedback.views.desk_words import STATUSES, queue_words
from kholboo.feedback.views.kinds import KINDS


@dataclass(frozen=True)
class Place:
    label: object
    href: str
    count: int | None
    is_capped: bool
    is_current: bool
    is_urgent: bool


@staff("feedback.read_case")
@require_GET
def inbox_page(request: StaffRequest) -> HttpResponse:
    filters = filters_from(request.GET, start=first_queue(request.user))
    return _shown(request, filters)


@staff("feedback.assign_case")
@require_POST
def assign_cases(request: StaffRequest) -> HttpResponse:
    """Give the ticked cases to one officer; the list comes back with what became of each."""
    filters = filters_from(request.GET, start=first_queue(request.user))
    form = AssignForm(request.POST, people=desk.colleagues_of(request.user, filters.office))
    numbers = request.POST.getlist("case")
    if not numbers:
        return _shown(request, filters, problem=_("Tick at least one case."), status=422)
    if not form.is_valid():
        return _shown(request, filters, problem=_("Choose an officer."), status=422)
    result = assign_many(numbers, handler=form.chosen, actor=request.user)
    return _shown(request, filters, result=result, given_to=form.chosen.short_name)


@staff("feedback.assign_case")
@require_POST
def undo_assigning(request: StaffRequest) -> HttpResponse:
    filters = filters_from(request.GET, start=first_queue(request.user))
    try:
        result = undo_many(request.POST.get("undo", ""), actor=request.user)
    except RuleBroken as error:
        return _shown(request, filters, problem=error.message, status=422)
    return _shown(request, filters, result=result)


def first_queue(user: User) -> Queue:
    """Where a person's day begins: officers with their own cases, heads with their unit's."""
    held = desk.permissions_of(user)
    if "feedback.assign_case" in held:
        return Queue.UNIT
    return Queue.MINE if "feedback.take_case" in held else Queue.OPEN


def _shown(  # noqa: PLR0913  # the list, and what was just done to it
    request: StaffRequest,
    filters: Filters,
    *,
    result: BulkResult | None = None,
    given_to: str = "",
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    now = clock.now()
    page = inbox.inbox(request.user, filters, now=now)
    waiting = counts(request.user, now=now)
    held = desk.permissions_of(request.user)
    may_assign = "feedback.assign_case" in held
    reach = desk.reach_of(request.user)
    title, empty = queue_words(filters.queue, reach)
    context: dict[str, object] = {
        "filters": filters,
        "title": title,
        "places": _places(filters, waiting, held, reach),
        "lines": lines_of(page.rows, clock.local_date(now)),
        "page": page,
        "address": address_of(filters),
        "before": address_of(filters, page=page.number - 1),
        "after": address_of(filters, page=page.number + 1),
        "is_last": page.number == LAST_PAGE,
        "is_filtered": filters != Filters(queue=filters.queue, page=filters.page),
        "empty": empty,
        "everywhere": address_of(replace(filters, queue=Queue.ALL)),
        "may_assign": may_assign,
        "may_register": "feedback.register_case" in held,
        "people": _people(request.user, filters) if may_assign else "",
        "result": result,
        "given_to": given_to,
        "problem": problem,
    }
    if _is_part(request):
        # htmx puts an answer in place only when it is a success; the words carry the refusal.
        part = _varied(render(request, "feedback/desk/parts/fragment.html", context))
        # A form sends every field; the address keeps only what is set.
        home = f"{reverse('feedback:inbox')}?{address_of(filters, page=page.number)}"
        return push_url(part, home) if request.method == "GET" else part
    context |= _choices(has_offices=reach.spans_offices)
    context["standing_in"] = standing_in(request.user)
    return _varied(render(request, "feedback/desk/inbox.html", context, status=status))


def _is_part(request: StaffRequest) -> bool:
    return bool(request.htmx) and not request.htmx.history_restore_request


def _varied(response: HttpResponse) -> HttpResponse:
    patch_vary_headers(response, ["HX-Request"])
    return response


def _places(
    filters: Filters, counts: dict[Queue, int], held: frozenset[str], reach: Reach
) -> list[Place]:
    """The queues this person works with; filters stay on when the queue changes."""
    home = reverse("feedback:inbox")
    shown = [queue for queue in Queue if queue != Queue.MINE or "feedback.take_case" in held]
    return [
        Place(
            label=queue_words(queue, reach)[0],
            href=f"{home}?{address_of(replace(filters, queue=queue))}",
            count=counts.get(queue),
            is_capped=counts.get(queue) == COUNTED_TO,
            is_current=queue == filters.queue,
            is_urgent=queue in (Queue.OVERDUE, Queue.ESCALATED, Queue.UNHAPPY),
        )
        for queue in shown
    ]


def _people(head: User, filters: Filters) -> SafeString:
    """Whom a case may be given to, as options: of a large office these are many."""
    people = desk.colleagues_of(head, filters.office)
    names = ((person.pk, person.short_name) for person in people)
    return format_html_join("", '<option value="{}">{}</option>', names)


def _choices(*, has_offices: bool) -> dict[str, object]:
    """What the filters offer; read for the whole page only."""
    known = places()
    return {
        "kinds": [(kind, KINDS[kind]) for kind in CaseKind],
        "services": [(code, service.name) for code, service in known.services.items()],
        "offices": [(office.slug, office.name) for office in known.offices if has_offices],
        "channels": Channel.choices,
        "statuses": [(status, STATUSES[status].label) for status in CaseStatus],
    }
