"""Demo doors: be anybody of the demonstration with one press. Shut unless DEMO_DOORS is set."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kholboo.accounts.access import PublicRequest, public
from kholboo.accounts.links import start_of
from kholboo.accounts.queries import demo_person
from kholboo.accounts.services.doors import open_demo_door
from kholboo.agency import queries


@public
@never_cache
@require_http_methods(["GET", "POST"])
def doors(request: PublicRequest) -> HttpResponse:
    if not settings.DEMO_DOORS:
        raise Http404
    if request.method == "POST":
        asked = request.POST.get("person", "")
        person = demo_person(int(asked) if asked.isascii() and asked.isdecimal() else 0)
        open_demo_door(request, person)
        return redirect(start_of(person))
    return render(request, "agency/demo.html", {"people": queries.demo_people()})
