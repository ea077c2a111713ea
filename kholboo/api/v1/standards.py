"""The catalogue of standards, so that another site can be fed from here."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Query, Router

from kholboo.api.v1.limits import knock_list
from kholboo.api.v1.schemas import Problem, StandardOut, StandardsOut, Text, TieOut
from kholboo.core.finding import LONGEST
from kholboo.standards.queries import catalogue
from kholboo.standards.queries.catalogue import Standing
from kholboo.standards.queries.search import LAST_SHEET, search

router = Router(tags=["standards"])


@router.get(
    "standards",
    response={200: StandardsOut, 422: Problem, 429: Problem},
    operation_id="find_standards",
    summary="Standards by number or by words, twenty at a time",
)
def standards(
    request: HttpRequest,
    q: Annotated[
        str, Query(max_length=LONGEST, description="A number in any form, or words.")
    ] = "",
    page: Annotated[int, Query(ge=1, le=LAST_SHEET)] = 1,
) -> StandardsOut:
    """A number first; words by their stems, in force or not. Everything without `q`."""
    knock_list(request)
    found = search(q, number=page)
    return StandardsOut(items=[_told(row) for row in found.rows], has_next=found.has_next)


@router.get(
    "standards/{standard}",
    response={200: StandardOut, 404: Problem, 422: Problem, 429: Problem},
    operation_id="read_standard",
    summary="One edition, or the edition in force of an undated standard",
)
def read(
    request: HttpRequest,
    standard: Annotated[str, Path(max_length=70, description="As in its address: mns-6858-2020.")],
) -> StandardOut:
    knock_list(request)
    edition = catalogue.meant_by(standard)
    told = _told(catalogue.standing(edition))
    told.relations = [
        TieOut(
            kind=tie.kind,
            is_from_here=tie.is_own,
            text=tie.words,
            code=tie.edition.slug if tie.edition else None,
        )
        for tie in catalogue.links_of(edition)
    ]
    return told


def _told(row: Standing) -> StandardOut:
    edition = row.edition
    return StandardOut(
        code=edition.slug,
        number=edition.work.number,
        year=edition.year,
        title=Text(mn=edition.title_mn, en=edition.title_en),
        status=row.status.value,
        stage=edition.stage,
        access=edition.access,
        ics=sorted(each.pk for each in edition.ics.all()),
        approved_on=edition.approved_on,
        effective_on=edition.effective_on,
        withdrawn_on=edition.withdrawn_on,
        replaced_by=row.successor.slug if row.successor else None,
        relations=[],
    )
