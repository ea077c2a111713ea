"""What I follow: the list with its ways, following one thing more, and notices on this phone."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kholboo.accounts.access import MemberRequest, member
from kholboo.core import limits
from kholboo.core.edge import errors_on
from kholboo.core.errors import NotFound, RuleBroken
from kholboo.core.finding import asked
from kholboo.notifications.alert_doors import device_of, remember
from kholboo.notifications.queries import wish_of
from kholboo.notifications.services.devices import public_key
from kholboo.standards.forms.watching import PhoneForm, WaysForm
from kholboo.standards.models import IcsClass, Watch, Watcher, Work
from kholboo.standards.models.watching import ways_of
from kholboo.standards.queries import watching as queries
from kholboo.standards.queries.catalogue import work_at
from kholboo.standards.queries.classes import class_at, classes_of
from kholboo.standards.queries.facets import Wanted
from kholboo.standards.queries.search import search
from kholboo.standards.queries.watching import Followed
from kholboo.standards.services import watching as services
from kholboo.standards.services.watching import Asked
from kholboo.standards.views.finding import wanted_in

CHOICES_IN_AN_HOUR, HOUR = 120, 3600
LONGEST_NAME, LONGEST_ADDRESS = 70, 500


@member
@never_cache
@require_http_methods(["GET", "POST"])
def watches(request: MemberRequest) -> HttpResponse:
    """What I follow, with a way to stop each; posted, by which ways news comes."""
    watcher = queries.watcher_of(request.user)
    form = WaysForm(request.user, request.POST or None, initial={"ways": _ways(request, watcher)})
    if request.method == "POST" and form.is_valid():
        with errors_on(form):
            services.choose_ways(request.user, form.cleaned_data["ways"])
            messages.success(request, _("Saved."))
            return redirect("standards:watches")
    facts = {
        "rows": queries.followed_by(queries.watches_of(watcher), _opened),
        "form": form,
        "watcher": watcher,
        "is_phone_told": watcher is not None and wish_of(device_of(request), watcher.topic),
    }
    status = 422 if form.errors else 200
    return render(request, "standards/watching/watches.html", facts, status=status)


@member
@never_cache
@require_http_methods(["GET", "POST"])
def new(request: MemberRequest) -> HttpResponse:
    """`?work=` a standard, `?ics=` a field, or a search as `/standards/` has it; posted, I follow."""
    asked_for = request.POST if request.method == "POST" else request.GET
    thing = _thing(asked_for)
    watcher = queries.watcher_of(request.user)
    form = WaysForm(
        request.user,
        request.POST if request.method == "POST" else None,
        initial={"ways": _ways(request, watcher)},
    )
    shown = _in_words(thing)
    if request.method == "POST" and form.is_valid():
        limits.knock("watch.follow", str(request.user.pk), limit=CHOICES_IN_AN_HOUR, seconds=HOUR)
        with errors_on(form):
            services.begin(request.user, thing, form.cleaned_data["ways"])
            messages.success(request, _("You follow %(name)s.") % {"name": shown.name})
            return redirect("standards:watches")
    facts = {
        "form": form,
        "shown": shown,
        "known": services.find(watcher, thing) if watcher else None,
        "sent": {name: asked_for[name][:200] for name in NAMES if asked_for.get(name)},
    }
    status = 422 if form.errors else 200
    return render(request, "standards/watching/new.html", facts, status=status)


@member
@require_POST
def stop(request: MemberRequest, watch_id: int) -> HttpResponse:
    """`back`: the page of ours on which they pressed it."""
    services.stop(queries.watch_of(request.user, watch_id))
    messages.success(request, _("Stopped. You follow it no more."))
    back = request.POST.get("back", "")[:LONGEST_ADDRESS]
    is_ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if is_ours else "standards:watches")


@member
@never_cache
@require_http_methods(["GET", "POST"])
def phone(request: MemberRequest) -> HttpResponse:
    """Whether this phone is told, and the button that asks the browser."""
    watcher, device = queries.watcher_of(request.user), device_of(request)
    wish = wish_of(device, watcher.topic) if watcher else None
    form = PhoneForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        limits.knock("watch.phone", str(request.user.pk), limit=CHOICES_IN_AN_HOUR, seconds=HOUR)
        with errors_on(form):
            browser = form.address if form.cleaned_data["endpoint"] else device
            if browser is None:
                raise RuleBroken(
                    _("Your browser did not say where to send notices. Please try again.")
                )
            is_told = "stop" not in request.POST
            remember(request, services.tell_phone(request.user, browser, is_told=is_told))
            said = (
                _("This phone will be told.") if is_told else _("This phone is told nothing more.")
            )
            messages.success(request, said)
            return redirect("standards:watches")
    facts = {"form": form, "is_told": wish is not None, "push_key": public_key(), "device": device}
    status = 422 if form.errors else 200
    return render(request, "standards/watching/phone.html", facts, status=status)


NAMES = ("work", "ics", "q", "status", "kind", "year")


def _thing(given: QueryDict) -> Work | IcsClass | Asked:
    """Raises NotFound where there is no such thing, RuleBroken where it cannot be followed."""
    name = given.get("work", "")[:LONGEST_NAME]
    if name:
        return work_at(name)
    words, wanted = asked(given.get("q", "")), wanted_in(given)
    if not words and wanted == Wanted(ics=wanted.ics) and wanted.ics:
        return class_at(wanted.ics)
    if not words and wanted == Wanted():
        raise NotFound(gettext_lazy("Open a standard, a field or a search to follow it."))
    if words and search(words, wanted=wanted).is_number:
        raise RuleBroken(_("These words are a number: open the standard and follow it there."))
    return Asked(words, wanted)


def _in_words(thing: Work | IcsClass | Asked) -> Followed:
    if isinstance(thing, Work):
        return queries.of_work(thing, queries.newest_of(thing))
    if isinstance(thing, IcsClass):
        return queries.of_class(thing)
    known = classes_of([thing.wanted.ics] if thing.wanted.ics else [])
    return queries.of_search(thing.words, thing.wanted, known)


def _ways(request: MemberRequest, watcher: Watcher | None) -> list[str]:
    """Chosen until now; the first that is confirmed for who never chose."""
    return watcher.ways if watcher else [way.value for way in ways_of(request.user)][:1]


def _opened(watch: Watch) -> tuple[str, Wanted]:
    found: Any = services.asked_in(watch)
    return found.words, found.wanted
