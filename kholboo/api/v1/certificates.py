"""The registers: what the agency granted, and how it stands today."""

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from kholboo.api.v1 import fields
from kholboo.api.v1.limits import knock_list
from kholboo.api.v1.schemas import Problem, Text
from kholboo.core.errors import NotFound
from kholboo.core.finding import LONGEST
from kholboo.registers.queries import certificates as queries
from kholboo.registers.queries.certificates import CertificateToday
from kholboo.registers.queries.search import Wanted, search
from kholboo.registers.rules import Kind, State
from kholboo.standards.queries.catalogue import edition_at

router = Router(tags=["certificates"])
LARGEST_KEY = 2**63 - 1


class NarrowedBy(BaseModel):
    kind: Kind | Literal[""] = ""
    state: State | Literal[""] = Field(default="", description="As kept last night.")
    aimag: fields.AimagCode | None = Field(default=None, description="Code from /offices.")
    standard: str = Field(
        default="", max_length=70, description="An edition, as in its address: mns-6858-2020."
    )
    holder: str = Field(
        default="", pattern=r"^(\d{7})?$", description="Register number of an organisation."
    )


ANY = NarrowedBy()


class CertificateOut(BaseModel):
    number: str = Field(examples=["61-26-000001-2"])
    kind: str = Field(examples=["certified_product"])
    state: str = Field(description="valid, suspended, withdrawn or expired, as of today.")
    title: Text = Field(description="The English one may be empty.")
    holder: str
    holder_register: str = Field(description="Of an organisation; empty for a person.")
    aimag: str = Field(description="Code from /offices.")
    valid_from: date
    valid_until: date | None
    is_sample: bool = Field(description="Invented for a demonstration.")


class CertificatesOut(BaseModel):
    items: list[CertificateOut]
    after: int | None = Field(description="Give it back as `after` for the next sheet.")


class WholeCertificateOut(CertificateOut):
    standards: list[str]
    particulars: dict[str, Any] = Field(description="Facts of its kind, see /registers/data/.")
    ground: str = Field(description="Number of the decision.")


@router.get(
    "certificates",
    response={200: CertificatesOut, 404: Problem, 422: Problem, 429: Problem},
    operation_id="find_certificates",
    summary="Certificates by words, holder, number or barcode, the newest first",
)
def certificates(
    request: HttpRequest,
    q: Annotated[str, Query(max_length=LONGEST, description="Words, a number or a barcode.")] = "",
    narrowed: Annotated[NarrowedBy, Query()] = ANY,
    after: Annotated[int | None, Query(ge=1, le=LARGEST_KEY)] = None,
) -> CertificatesOut:
    knock_list(request)
    found = search(q, wanted=_wanted(narrowed), under=after)
    items = [CertificateOut(**_told(row)) for row in found.rows]
    return CertificatesOut(items=items, after=found.after)


@router.get(
    "certificates/{certificate}",
    response={200: WholeCertificateOut, 404: Problem, 422: Problem, 429: Problem},
    operation_id="read_certificate",
    summary="One certificate as the register shows it",
)
def read(
    request: HttpRequest,
    certificate: Annotated[str, Path(max_length=16, description="Its number.")],
) -> WholeCertificateOut:
    knock_list(request)
    found = queries.certificate_at(certificate)
    names = [
        row.edition.designation if row.edition else row.text for row in queries.conformities(found)
    ]
    return WholeCertificateOut(
        **_told(queries.standing(found)),
        standards=names,
        particulars=found.particulars,
        ground=found.ground_reference,
    )


def _wanted(by: NarrowedBy) -> Wanted:
    """Raises NotFound for a standard that is not in the catalogue."""
    edition = edition_at(by.standard.replace("\x00", "")) if by.standard else None
    if by.standard and edition is None:
        raise NotFound(_("There is no such standard in the catalogue."), standard=by.standard)
    return Wanted(
        kind=Kind(by.kind) if by.kind else None,
        state=State(by.state) if by.state else None,
        aimag=by.aimag,
        standard=edition,
        holder=by.holder,
    )


def _told(row: CertificateToday) -> dict[str, Any]:
    found = row.certificate
    return {
        "number": found.number,
        "kind": found.kind,
        "state": row.state.value,
        "title": Text(mn=found.title_mn, en=found.title_en),
        "holder": found.holder_name,
        "holder_register": found.holder_register,
        "aimag": found.aimag.slug,
        "valid_from": found.valid_from,
        "valid_until": found.valid_until,
        "is_sample": found.is_sample,
    }
