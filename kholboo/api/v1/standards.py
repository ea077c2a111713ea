"""The catalogue of standards, so that another site can be fed from here."""

from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from kholboo.api.v1.limits import knock_list
from kholboo.api.v1.schemas import PriceOut, Problem, StandardOut, StandardsOut, Text, TieOut
from kholboo.core.finding import LONGEST
from kholboo.standards.models import Edition
from kholboo.standards.models.committees import LONGEST_NUMBER
from kholboo.standards.numbers import FIRST_YEAR, LAST_YEAR
from kholboo.standards.queries import catalogue
from kholboo.standards.queries.catalogue import EditionToday, with_classes
from kholboo.standards.queries.committees import price_of
from kholboo.standards.queries.facets import Wanted
from kholboo.standards.queries.search import LAST_SHEET, search
from kholboo.standards.rules import Kind, Status

router = Router(tags=["standards"])


class NarrowedBy(BaseModel):
    ics: str = Field(
        default="", pattern=r"^(\d{2}(\.\d{3}(\.\d{2})?)?)?$", description="A class of ICS."
    )
    status: Status | Literal[""] = Field(default="", description="As counted for today.")
    kind: Kind | Literal[""] = Field(default="", description="Whose text: mns, iso, iec, codex…")
    year: int | None = Field(default=None, ge=FIRST_YEAR, le=LAST_YEAR)
    committee: str = Field(
        default="", max_length=LONGEST_NUMBER, description="Number of a technical committee."
    )


ANY = NarrowedBy()


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
    narrowed: Annotated[NarrowedBy, Query()] = ANY,
) -> StandardsOut:
    """A number first; words in any form, in force first. Everything without `q`."""
    knock_list(request)
    wanted = Wanted(**narrowed.model_dump())
    found = search(q, wanted=wanted, number=page)
    items = [_told(row) for row in with_classes(found.rows)]
    return StandardsOut(
        items=items, has_next=found.has_next, total=found.total, has_all=found.has_all
    )


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
    told.relations = _ties(edition)
    told.price = _price(edition)
    return told


@router.get(
    "standards/{standard}/relations",
    response={200: list[TieOut], 404: Problem, 422: Problem, 429: Problem},
    operation_id="read_relations",
    summary="What a standard hangs together with, both ways",
)
def relations(
    request: HttpRequest,
    standard: Annotated[str, Path(max_length=70, description="As in its address: mns-6858-2020.")],
) -> list[TieOut]:
    """What it replaces, adopts and refers to; what replaces, changes and refers to it."""
    knock_list(request)
    return _ties(catalogue.meant_by(standard))


def _ties(edition: Edition) -> list[TieOut]:
    return [
        TieOut(
            kind=tie.kind,
            is_from_here=tie.is_own,
            text=tie.words,
            code=tie.slug or None,
            is_dated=tie.is_dated,
            clause=tie.clause,
            since=tie.since,
            link=tie.link or None,
        )
        for tie in catalogue.links_of(edition)
    ]


def _price(edition: Edition) -> PriceOut | None:
    price = price_of(edition)
    if price is None or price.amount is None or price.is_sample:
        return None
    return PriceOut(amount=price.amount, since=price.since)


def _told(row: EditionToday) -> StandardOut:
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
        committee=edition.committee_id,
        approved_on=edition.approved_on,
        effective_on=edition.effective_on,
        withdrawn_on=edition.withdrawn_on,
        price=None,
        replaced_by=row.successor.slug if row.successor else None,
        relations=[],
    )
