"""One request to a draft: what was typed, what of it is understood, and which page is next."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.access import SECOND_FACTOR, MemberRequest
from kholboo.core import clock
from kholboo.core.errors import NotAllowed, NotFound
from kholboo.documents.models import Document
from kholboo.eservices.engine.forms.form import Page
from kholboo.eservices.engine.forms.reading import Understood, shown_pages, understand
from kholboo.eservices.engine.forms.telling import say
from kholboo.eservices.models import Draft, ProcedureVersion
from kholboo.eservices.papers import Paper, asked_of, missing
from kholboo.eservices.queries.asked import Asked, asked_by
from kholboo.eservices.queries.bundles import published_versions
from kholboo.eservices.queries.drafts import draft_for, files_in, typed_in
from kholboo.eservices.rights import COUNTER
from kholboo.eservices.rules import Via

CHECK = "check"
THEN = "then"


@dataclass(frozen=True)
class Visit:
    request: MemberRequest
    draft: Draft

    @cached_property
    def asked(self) -> Asked:
        return asked_by(self.draft.version)

    @cached_property
    def typed(self) -> dict[str, Any]:
        return typed_in(self.draft)

    @cached_property
    def understood(self) -> Understood:
        return understand(self.asked.form, self.typed)

    @cached_property
    def files(self) -> dict[str, list[Document]]:
        return files_in(self.draft)

    @cached_property
    def papers(self) -> list[Paper]:
        """The papers asked for by what was answered so far."""
        return asked_of(self.asked.papers, self.understood.answers)

    @cached_property
    def missing(self) -> list[Paper]:
        return missing(self.asked.papers, self.understood.answers, self.files)

    @cached_property
    def pages(self) -> list[Page]:
        """The pages to go through; the papers' page only where papers are asked for."""
        shown = shown_pages(self.asked.form, self.understood.answers)
        return [page for page in shown if page.fields or self.asked.papers]

    @property
    def is_then_check(self) -> bool:
        return self.request.GET.get(THEN) == CHECK

    def page(self, key: str) -> Page:
        page = self.asked.form.page(key)
        if page is None:
            raise NotFound(_("The form has no such page."))
        return page

    def address(self, page: str) -> str:
        return reverse("eservices:draft_page", args=[self.draft.key, page])

    @property
    def check_address(self) -> str:
        return reverse("eservices:draft_check", args=[self.draft.key])

    def after(self, page: Page) -> str:
        """Where one goes on from a page that is in order."""
        keys = [one.key for one in self.pages]
        place = keys.index(page.key) + 1 if page.key in keys else len(keys)
        if self.is_then_check or place >= len(keys):
            return self.check_address
        return self.address(keys[place])

    def before(self, page: Page) -> str:
        keys = [one.key for one in self.pages]
        place = keys.index(page.key) - 1 if page.key in keys else -1
        if self.is_then_check:
            return self.check_address
        return self.address(keys[place]) if place >= 0 else reverse("eservices:mine")

    def is_done(self, page: Page) -> bool:
        if page.has_documents and self.missing:
            return False
        return not self.understood.wrongs_on(page)

    def unfinished(self) -> list[Page]:
        return [page for page in self.pages if not self.is_done(page)]


def visit_of(request: MemberRequest, key: UUID) -> Visit:
    """Papers of the counter are other people's: as everywhere at the desk with a second factor."""
    draft = draft_for(request.user, key)
    if draft.via == Via.COUNTER and not request.session.get(SECOND_FACTOR):
        raise NotAllowed(
            _("Show your second factor first."),
            permission=COUNTER,
            door=reverse("accounts:second_factor"),
        )
    return Visit(request=request, draft=draft)


def elsewhere(visit: Visit) -> HttpResponse | None:
    """Where a draft leads that cannot be written in: it was sent, or its form is an old one."""
    draft = visit.draft
    if draft.application is not None:
        return redirect("eservices:draft_sent", draft.key)
    if not draft.version.is_valid_on(clock.local_date(clock.now())):
        return redirect("eservices:draft_moved", draft.key)
    return None


def newer_version(draft: Draft) -> ProcedureVersion | None:
    """The version that is valid today, or None when the service is closed online."""
    day = clock.local_date(clock.now())
    return published_versions(day).filter(procedure_id=draft.procedure_id).first()


def language() -> str:
    return get_language() or "mn"


def show(visit: Visit, name: str, *, status: int = 200, **facts: Any) -> HttpResponse:
    """A page of the draft. Kept by no cache, not even the browser's own."""
    spoken = language()
    labels = [say(page.title, spoken) for page in visit.pages]
    context = {
        "draft": visit.draft,
        "service": say(visit.asked.book.title, spoken),
        "is_sample": visit.draft.version.is_sample,
        "total": len(labels) + 1,
        **facts,
    }
    response = render(visit.request, f"eservices/applying/{name}.html", context, status=status)
    patch_cache_control(response, private=True, no_store=True)
    return response
