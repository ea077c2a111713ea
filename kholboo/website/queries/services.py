"""The page of a service: its words, who delivers it where, and what people think of it."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.conf import settings

from kholboo.agency import queries as agency
from kholboo.agency.models import Office, Service, Unit
from kholboo.feedback.models import PublishedAnswer
from kholboo.feedback.queries import scores
from kholboo.feedback.rules import CaseKind
from kholboo.ui.components.links import page_url
from kholboo.website.models import PeoplePage, ServiceText
from kholboo.website.models.services import Part
from kholboo.website.queries import sites
from kholboo.website.queries.sites import Here

ANSWERS = 3


@dataclass(frozen=True)
class Text:
    """One part of the words; `lines` where it is a list."""

    part: Part
    words: str = ""
    lines: list[str] = field(default_factory=list)
    is_sample: bool = False

    @property
    def is_rich(self) -> bool:
        return self.part in (Part.FEE, Part.BASIS, Part.CHANGED)


@dataclass(frozen=True)
class Answering:
    """Who delivers the service for a place. `root` is empty on the office's own site."""

    office: Office
    unit: Unit | None
    root: str = ""
    # As the office wrote them on its page of contacts.
    hours: list[str] = field(default_factory=list)
    contacts: bool = False
    is_sample: bool = False
    is_foreign: bool = False

    @property
    def is_far(self) -> bool:
        """The department of the place does not deliver it."""
        return self.office.is_head


@dataclass(frozen=True)
class About:
    """All that is known of a service. `texts` by the name of their part; absent ones are empty."""

    service: Service
    texts: dict[str, Text]
    is_translated: bool
    answering: Answering
    scores: scores.Scores
    answers: list[PublishedAnswer]
    place: str = ""

    @property
    def texts_told(self) -> list[Text]:
        """In the order a page tells them; what can be done online stands beside."""
        return [text for name, text in self.texts.items() if name != Part.ONLINE]

    @property
    def ask_href(self) -> str:
        return self._tell(CaseKind.REQUEST)

    @property
    def complain_href(self) -> str:
        return self._tell(CaseKind.COMPLAINT)

    def _tell(self, kind: CaseKind) -> str:
        """Telling us with the service chosen, and the place where it is known."""
        known = {"kind": kind.value, "service": self.service.code}
        if self.place:
            known["place"] = self.place
        return f"{page_url('/feedback/')}?{urlencode(known)}"


def about(service: Service, *, language: str, here: Here | None, place: str = "") -> About:
    """Of the head office's site the office of `place` (an aimag), of a department's site its own."""
    text, is_translated = _text(service, language)
    office = here.office if here and here.is_department else None
    return About(
        service=service,
        texts=_parts(text),
        is_translated=is_translated,
        answering=_answering(service, here, place),
        scores=scores.scores_of(service, office),
        answers=scores.newest_answers_of(service, ANSWERS),
        place=office.aimag.slug if office else place,
    )


def _text(service: Service, language: str) -> tuple[ServiceText | None, bool]:
    """In this language, else in Mongolian; the second value says which."""
    rows = ServiceText.objects.filter(service_id=service.pk).select_related("locale")
    found = {row.locale.language_code: row for row in rows}
    is_translated = language in found or not found
    return found.get(language) or found.get(settings.LANGUAGE_CODE), is_translated


def _parts(text: ServiceText | None) -> dict[str, Text]:
    parts = {}
    for part in Part:
        words = (getattr(text, part.value) if text else "").strip()
        if words:
            lines = [line.strip() for line in words.splitlines() if line.strip()]
            is_sample = part in text.samples if text else False
            parts[part.value] = Text(part, words, lines, is_sample)
    return parts


def _answering(service: Service, here: Here | None, place: str) -> Answering:
    aimag = here.office.aimag if here else None
    if place and not (here and here.is_department):
        aimag = agency.aimag_by_slug(place)
    office, unit = agency.office_for(service, aimag)
    site = next((each for each in sites.offices() if each.office.pk == office.pk), None)
    is_here = site is not None and here is not None and site.site.pk == here.site.pk
    page = _contacts(site)
    return Answering(
        office=office,
        unit=unit,
        root="" if is_here or site is None else site.root,
        hours=page.hours.splitlines() if page else [],
        contacts=page is not None,
        is_sample=page is not None and page.is_sample,
        is_foreign=site is not None and sites.language() not in site.homes,
    )


def _contacts(site: Here | None) -> PeoplePage | None:
    """The page with the opening hours of an office."""
    if site is None:
        return None
    pages = PeoplePage.objects.live().filter(url_path=f"{site.home.url_path}contacts/")
    return pages.only("hours", "is_sample").first()
