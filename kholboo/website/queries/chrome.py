"""Header and footer: the office whose site this is, its main pages, the way to the others."""

from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from kholboo.agency.models import Office
from kholboo.ui.components.navigation import Place
from kholboo.website.queries import sites


@dataclass(frozen=True)
class Chrome:
    """`main` is the address of the main host where this is not it, and empty there."""

    office: Office | None = None
    menu: list[Place] = field(default_factory=list)
    main: str = ""

    @property
    def is_department(self) -> bool:
        return self.office is not None and not self.office.is_head


def of(request: HttpRequest) -> Chrome:
    here = sites.here(request)
    if here is None:
        return Chrome()
    prefix = "" if get_language() == settings.LANGUAGE_CODE else f"/{get_language()}"
    start = len(here.home.url_path)
    menu = []
    for page in sites.menu_of(here.home):
        href = f"{prefix}/{page.url_path[start:]}"
        menu.append(Place(page.title, href, is_current=request.path.startswith(href)))
    main = "" if here.is_head else settings.PUBLIC_URL
    return Chrome(here.office, menu, main)
