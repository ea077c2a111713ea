"""Demo doors: be anybody of the demonstration with one press. Shut unless DEMO_DOORS is set."""

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kholboo.accounts.access import PublicRequest, public
from kholboo.accounts.links import start_of
from kholboo.accounts.models import User
from kholboo.accounts.queries import demo_person
from kholboo.accounts.services.doors import open_demo_door
from kholboo.agency import queries
from kholboo.agency.models import Post


@dataclass(frozen=True)
class Door:
    """One invented person and the post they act in; a citizen has none."""

    person: User
    post: Post | None


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
    return render(request, "agency/demo.html", {"groups": _groups()})


def _groups() -> list[tuple[str, list[Door]]]:
    """Citizens first, then the head office, then the departments; a group of nobody is left out."""
    people = [
        Door(person, next(iter(person.posts.all()), None)) for person in queries.demo_people()
    ]
    groups = [
        (_("People who write to us"), [door for door in people if door.post is None]),
        (_("Head office"), [door for door in people if door.post and door.post.office.is_head]),
        (
            _("Local departments"),
            [door for door in people if door.post and not door.post.office.is_head],
        ),
    ]
    return [(name, doors) for name, doors in groups if doors]
