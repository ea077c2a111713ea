"""Who stands above, and the first case as the handler of its appeal reads it."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.accounts.roles import Role
from kholboo.agency.models import Office, Unit
from kholboo.agency.places import FRONT_UNIT
from kholboo.agency.queries import head_office, staff_of, units
from kholboo.core.errors import NotFound
from kholboo.documents.models import Document
from kholboo.feedback.models import Answer, Case, CaseFile, CaseLink
from kholboo.feedback.queries.links import appeal_of
from kholboo.feedback.queries.subjects import is_about
from kholboo.feedback.rules import CaseStatus, LinkKind

# A department, the head office, the head of the agency: no file has more cases before it.
MOST_BEFORE = 3


@dataclass(frozen=True)
class Superior:
    """Where an appeal goes. `handler` is set where one official decides it."""

    office: Office
    unit: Unit | None
    handler: User | None = None


@dataclass(frozen=True)
class FirstCase:
    """A case before the appeal, with everything its handler may read."""

    case: Case
    answers: list[Answer]
    files: list[CaseFile]


def superior_of(case: Case) -> Superior | None:
    """Above a department: the head office's administration. Above the head office: its head.

    None where the head of the agency took part already: nobody in the agency stands above.
    """
    head = head_office()
    if not case.office.is_head:
        return Superior(head, units().filter(slug=FRONT_UNIT).first())
    barred = barred_from_appeal(case)
    chiefs = staff_of(head, roles=[Role.AGENCY_HEAD]).exclude(pk__in=barred)
    chief = chiefs.first()
    return Superior(head, None, chief) if chief else None


def barred_from_appeal(case: Case) -> set[int]:
    """Who handled, answered or is complained of in the case, and whom it bars itself."""
    barred = set(case.subjects.values_list("user_id", flat=True))
    barred |= set(case.answers.values_list("author_id", flat=True))
    barred |= set(case.assignments.values_list("handler_id", flat=True))
    return barred | ({case.handler_id} if case.handler_id else set())


def may_appeal(case: Case) -> bool:
    """An answered case, once; the appeal's own answer can be appealed against in its turn."""
    has_answer = case.status in (CaseStatus.ANSWERED, CaseStatus.CLOSED)
    return has_answer and case.answers.exists() and appeal_of(case) is None


def cases_before(case: Case, *, user: User) -> list[FirstCase]:
    """The cases an appeal carries, nearest first. NotFound where there is none, or it is about
    the reader. Whoever may handle the appeal may read them, wherever their post is.
    """
    found: list[FirstCase] = []
    here: Case | None = _before(case)
    while here is not None and len(found) < MOST_BEFORE:
        if is_about(here, user):
            raise NotFound(_("There is no such case on your desk."))
        found.append(_whole(here))
        here = _before(here)
    if not found:
        raise NotFound(_("This case is no appeal."))
    return found


def file_before(case: Case, key: str, *, user: User) -> Document:
    """A file of one of the cases an appeal carries."""
    rows = (row for first in cases_before(case, user=user) for row in first.files)
    document = next((row.document for row in rows if str(row.document_id) == key), None)
    if document is None:
        raise NotFound(_("We found no such file."))
    return document


def _before(case: Case) -> Case | None:
    link = (
        CaseLink.objects.filter(from_case_id=case.pk, kind=LinkKind.APPEAL)
        .select_related("to_case__office", "to_case__service", "to_case__unit")
        .first()
    )
    return link.to_case if link else None


def _whole(case: Case) -> FirstCase:
    files = case.files.select_related("document")
    return FirstCase(case, list(case.answers.all()), list(files))
