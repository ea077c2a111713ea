"""Everything the officers' pages show of one application and one step."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.accounts.roles import Role
from kholboo.agency.queries import staff_of
from kholboo.core import planned
from kholboo.core.errors import NotFound
from kholboo.documents.models import Document
from kholboo.eservices.applicants import Who, opened
from kholboo.eservices.book import Book, StepRule
from kholboo.eservices.engine.forms.comparing import Change, changes
from kholboo.eservices.engine.forms.form import Form
from kholboo.eservices.engine.forms.telling import Section, told
from kholboo.eservices.models import (
    Application,
    ApplicationFile,
    Completion,
    Conflict,
    Decision,
    Event,
    Invoiced,
    Measurement,
    Pause,
    Sample,
    Step,
    StepFile,
)
from kholboo.eservices.queries.answers import before_and_after, whole_answers
from kholboo.eservices.queries.bundles import Read, read_of
from kholboo.eservices.rules import StepKind, StepStatus
from kholboo.registers.models import Certificate


@dataclass(frozen=True)
class Told:
    """One question of the applicant's put right: what was asked, and what changed."""

    completion: Completion
    changes: list[Change]


@dataclass(frozen=True)
class Story:
    """An application with all that hangs on it, read in a fixed number of queries."""

    application: Application
    read: Read
    form: Form
    who: Who
    steps: list[Step]
    events: list[Event]
    files: list[ApplicationFile]
    photos: list[StepFile]
    samples: list[Sample]
    measurements: list[Measurement]
    completions: list[Told]
    pauses: list[Pause]
    decision: Decision | None
    certificate: Certificate | None

    @property
    def book(self) -> Book:
        return self.read.book

    def rule(self, step: Step) -> StepRule | None:
        return self.book.steps.get(step.node)


@planned.reading()
def story_of(application: Application) -> Story:
    found = read_of(application)
    form = found.form
    return Story(
        application=application,
        read=found,
        form=form,
        who=opened(application.applicant),
        steps=list(
            Step.objects.filter(application=application).select_related("assignee", "done_by")
        ),
        events=list(application.events.select_related("actor")),
        files=list(application.files.select_related("document")),
        photos=list(
            StepFile.objects.filter(step__application=application).select_related("document")
        ),
        samples=list(application.samples.all()),
        measurements=list(
            Measurement.objects.filter(step__application=application).select_related("sample")
        ),
        completions=_completions(application, form),
        pauses=list(application.pauses.all()),
        decision=Decision.objects.filter(application=application)
        .select_related("decided_by")
        .first(),
        certificate=Certificate.objects.filter(key=application.key).first(),
    )


def answers_of(story: Story) -> list[Section]:
    """The answers as people read them, page by page."""
    return told(story.form, whole_answers(story.application), get_language() or "mn")


def questions_of(story: Story) -> list[tuple[str, str]]:
    """Keys of the form with their words: what an officer may ask to be put right."""
    language = get_language() or "mn"
    pairs = [(field.key, field.label) for page in story.form.pages for field in page.fields]
    return [(key, str(words.get(language) or words["mn"])) for key, words in pairs]


def fee_waiting(story: Story) -> Invoiced | None:
    """The invoice that the application waits for; asked only where it waits for one."""
    waiting = [
        step.pk
        for step in story.steps
        if step.kind == StepKind.PAYMENT and step.status == StepStatus.WAITING
    ]
    return Invoiced.objects.filter(step__in=waiting).first() if waiting else None


def visit_before(story: Story, row: Step) -> Step | None:
    """The same step as it was done the last time, where the application came by before."""
    place = (row.scope, row.node, row.item)
    earlier = [
        one
        for one in story.steps
        if (one.scope, one.node, one.item) == place
        and one.visit < row.visit
        and one.status == StepStatus.DONE
    ]
    return max(earlier, key=lambda one: one.visit, default=None)


def sender_back(story: Story, row: Step) -> Step | None:
    """The step whose end opened this one again: one move writes both with one moment."""
    if visit_before(story, row) is None:
        return None
    return next(
        (
            one
            for one in reversed(story.steps)
            if one.status == StepStatus.DONE and one.done_at == row.opened_at and one.pk < row.pk
        ),
        None,
    )


def file_of(application: Application, paper: Any) -> Document:
    """A paper of this application, or a photo of one of its steps. NotFound for others."""
    row = (
        ApplicationFile.objects.filter(application=application, document_id=paper)
        .select_related("document")
        .first()
    )
    if row is not None:
        return row.document
    photo = (
        StepFile.objects.filter(step__application=application, document_id=paper)
        .select_related("document")
        .first()
    )
    if photo is None:
        raise NotFound(_("We found no such file."))
    return photo.document


def declaration_of(application: Application, person: User) -> Conflict | None:
    return Conflict.objects.filter(application=application, person=person).first()


def experts_for(application: Application) -> list[User]:
    """Whom a head may name: experts of the office who declared no conflict here."""
    barred = Conflict.objects.filter(application=application, has_conflict=True)
    people = staff_of(application.office, roles=[Role.EXPERT])
    return list(people.exclude(pk__in=barred.values("person_id")))


def _completions(application: Application, form: Form) -> list[Told]:
    language = get_language() or "mn"
    rows: Sequence[Completion] = list(application.completions.select_related("asked_by"))
    return [Told(row, changes(form, *before_and_after(application, row), language)) for row in rows]
