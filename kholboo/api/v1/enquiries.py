"""Drafts that are open for comments, and what was said and answered."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Query, Router

from kholboo.api.v1.limits import knock_list
from kholboo.api.v1.schemas import CommentOut, EnquiryOut, EnquiryWhole, Problem, Text
from kholboo.standards.commenting import CommentState, Phase
from kholboo.standards.models import Comment, Enquiry
from kholboo.standards.queries import enquiry as queries

router = Router(tags=["enquiries"])
LAST_PAGE, LARGEST_KEY = 1000, 2**63 - 1


@router.get(
    "enquiries",
    response={200: list[EnquiryOut], 429: Problem},
    operation_id="list_enquiries",
    summary="Drafts that are open for comments, the first to close first",
)
def enquiries(request: HttpRequest) -> list[EnquiryOut]:
    knock_list(request)
    return [_told(row) for row in queries.enquiries()[Phase.OPEN]]


@router.get(
    "enquiries/{enquiry}",
    response={200: EnquiryWhole, 404: Problem, 422: Problem, 429: Problem},
    operation_id="read_enquiry",
    summary="One enquiry with the comments everybody may read, fifty at a time",
)
def read(
    request: HttpRequest,
    enquiry: Annotated[int, Path(ge=1, le=LARGEST_KEY)],
    page: Annotated[int, Query(ge=1, le=LAST_PAGE)] = 1,
) -> EnquiryWhole:
    """In the order of the clauses. Of a comment held back only the reason is told. A page beyond
    the last is empty.
    """
    knock_list(request)
    found = queries.enquiry_at(enquiry)
    sheet = queries.sheet_of(found, page)
    is_there = page <= sheet.page.paginator.num_pages
    return EnquiryWhole(
        **_told(found).model_dump(),
        phase=found.phase.value,
        comments=[_said(comment) for comment in sheet.page] if is_there else [],
        has_next=is_there and sheet.page.has_next(),
        total=sheet.page.paginator.count,
    )


def _told(enquiry: Enquiry) -> EnquiryOut:
    edition = enquiry.edition
    return EnquiryOut(
        id=enquiry.pk,
        code=edition.slug,
        number=edition.work.number,
        year=edition.year,
        title=Text(mn=edition.title_mn, en=edition.title_en),
        opens_on=enquiry.opens_on,
        closes_on=enquiry.closes_on,
        note=enquiry.note,
        is_sample=enquiry.is_sample,
    )


def _said(comment: Comment) -> CommentOut:
    is_held = comment.state == CommentState.HELD
    hidden = {"text": "", "change": "", "name": "", "clause": "", "place": "", "line": ""}
    words = hidden if is_held else {name: getattr(comment, name) for name in hidden}
    return CommentOut(
        number=comment.number,
        kind=comment.kind,
        held_for=comment.held_for or None,
        is_forgotten=comment.forgotten_at is not None,
        verdict=None if is_held else comment.verdict or None,
        answer="" if is_held else comment.answer,
        **words,
    )
