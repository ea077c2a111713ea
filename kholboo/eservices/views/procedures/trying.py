"""A dry run of a version: answers, then moves; the page carries the trial, nothing is kept."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from kholboo.accounts.access import StaffRequest, staff
from kholboo.agency.queries import working_calendar
from kholboo.core import clock
from kholboo.eservices.forms.trying import AnswersForm, MoveForm, read_back, written
from kholboo.eservices.queries import procedures as queries
from kholboo.eservices.queries import trial as trials
from kholboo.eservices.queries.procedures import Opened
from kholboo.eservices.queries.trial import LONGEST, Move
from kholboo.eservices.views.procedures.editing import page, readable


@staff("eservices.read_procedure")
@require_http_methods(["GET", "POST"])
def attempt(request: StaffRequest, procedure: str, version: int) -> HttpResponse:
    opened = queries.open_version(queries.version_at(procedure, version))
    read = readable(opened)
    today = clock.local_date(clock.now())
    if "state" in request.POST:
        return _move(request, opened)
    form = AnswersForm(read, get_language() or "mn", request.POST or None, initial={"start": today})
    if form.is_valid():
        state = written(form.cleaned_data["start"], form.answers(), [])
        return _shown(request, opened, state)
    return page(request, "try", opened, form)


def _move(request: StaffRequest, opened: Opened) -> HttpResponse:
    state = request.POST["state"]
    start, answers, moves = read_back(state, clock.local_date(clock.now()))
    if "back" in request.POST:
        return _shown(request, opened, written(start, answers, moves[:-1]))
    form = MoveForm(request.POST)
    if not form.is_valid():
        return _shown(request, opened, state)
    return _shown(request, opened, written(start, answers, [*moves, form.move()]))


def _shown(request: StaffRequest, opened: Opened, state: str) -> HttpResponse:
    start, answers, moves = read_back(state, clock.local_date(clock.now()))
    calendar = working_calendar(start, start + LONGEST)
    trial = trials.walk(readable(opened), answers, start, list[Move](moves), calendar)
    facts = {
        "opened": opened,
        "version": opened.version,
        "trial": trial,
        "places": trial.places(),
        "state": state,
        "moves": moves,
    }
    return render(request, "eservices/procedures/trial.html", facts)
