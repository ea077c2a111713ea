"""A dry run of a version: answers, then moves; the page carries the trial, nothing is kept."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from kholboo.accounts.access import StaffRequest, staff
from kholboo.agency.queries import working_calendar
from kholboo.core import clock
from kholboo.eservices.forms.trying import (
    AnswersForm,
    MoveForm,
    PassingForm,
    read_back,
    written,
)
from kholboo.eservices.queries import procedures as queries
from kholboo.eservices.queries import trial as trials
from kholboo.eservices.queries.procedures import Opened
from kholboo.eservices.queries.trial import LONGEST, Move, Trial
from kholboo.eservices.queries.trial_words import Place
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
    waiting = {place.key: place for place in _walked(opened, state)[0].places()}
    place = waiting.get(request.POST.get("key", ""))
    form = MoveForm(request.POST, place=place)
    if not form.is_valid():
        return _shown(request, opened, state, request.POST)
    return _shown(request, opened, written(start, answers, [*moves, form.move()]))


def _shown(
    request: StaffRequest, opened: Opened, state: str, refused: QueryDict | None = None
) -> HttpResponse:
    """`refused` is a move that could not be made: what was typed stays, with what is wrong."""
    trial, moves = _walked(opened, state)
    places = [
        (place, _form(place, number, refused)) for number, place in enumerate(trial.places(), 1)
    ]
    wrong = next((form for _place, form in places if form.is_bound), None)
    facts = {
        "opened": opened,
        "version": opened.version,
        "trial": trial,
        "places": places,
        "form": wrong,
        "state": state,
        "moves": moves,
        "passing": PassingForm(),
    }
    status = 422 if wrong else 200
    return render(request, "eservices/procedures/trial.html", facts, status=status)


def _walked(opened: Opened, state: str) -> tuple[Trial, list[Move]]:
    start, answers, moves = read_back(state, clock.local_date(clock.now()))
    calendar = working_calendar(start, start + LONGEST)
    return trials.walk(readable(opened), answers, start, moves, calendar), moves


def _form(place: Place, number: int, refused: QueryDict | None) -> MoveForm:
    typed = refused if refused and refused.get("key") == place.key else None
    # Several steps of one page can have a field of the same name.
    return MoveForm(typed, place=place, auto_id=f"id_{number}_%s")
