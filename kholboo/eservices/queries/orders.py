"""What a laboratory sees of an application: its order, and nobody behind it.

It tests samples by their marks, against the standards that are to be certified. Whose they are, what
was answered, handed in and written down elsewhere is not its business: it could only sway a result.
"""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext

from kholboo.core.errors import NotFound
from kholboo.documents.models import Document
from kholboo.eservices.applicants import Who
from kholboo.eservices.engine.forms.form import Form
from kholboo.eservices.engine.forms.telling import Section
from kholboo.eservices.models import Application, StepFile
from kholboo.eservices.queries.certified import certified
from kholboo.eservices.queries.desk import Story
from kholboo.eservices.queries.facts import facts_of
from kholboo.eservices.rules import OF_SAMPLES


def order_in(story: Story) -> Story:
    """The story as far as the order goes."""
    steps = [step for step in story.steps if step.kind in OF_SAMPLES]
    nodes, keys = {step.node for step in steps}, {step.pk for step in steps}
    return replace(
        story,
        form=Form(()),
        who=Who(),
        steps=steps,
        events=[event for event in story.events if event.facts.get("node") in nodes],
        files=[],
        photos=[row for row in story.photos if row.step_id in keys],
        completions=[],
        decision=None,
        certificate=None,
    )


def lines_of_order(story: Story) -> list[Section]:
    """The samples, and the standards that what they were taken from is to meet."""
    samples = tuple(
        (row.mark, " · ".join(filter(None, (row.what, row.batch)))) for row in story.samples
    )
    found = [Section("samples", gettext("Samples"), samples)] if samples else []
    if story.book.grants:
        data = facts_of(story.application, story.steps)
        standards = [str(one) for one in certified(story.read, data).standards]
        rows = tuple((gettext("Standard"), one) for one in standards)
        found += [Section("standards", gettext("Standards to test against"), rows)] if rows else []
    return found


def file_of_order(application: Application, key: Any) -> Document:
    """A paper put to a step of its samples. NotFound for all others."""
    row = (
        StepFile.objects.filter(
            step__application=application, step__kind__in=OF_SAMPLES, document_id=key
        )
        .select_related("document")
        .first()
    )
    if row is None:
        raise NotFound(gettext("We found no such file."))
    return row.document
