from django.http import HttpRequest
from ninja import Router

from kholboo.agency import queries
from kholboo.agency.models import Aimag, Office
from kholboo.api.v1.limits import knock_list
from kholboo.api.v1.schemas import AimagOut, OfficeOut, OfficeShort, Problem, Text
from kholboo.api.v1.services import name_of

router = Router(tags=["offices"])


@router.get(
    "offices",
    response={200: list[OfficeOut], 429: Problem},
    operation_id="list_offices",
    summary="The offices and the aimags each of them serves",
)
def offices(request: HttpRequest) -> list[OfficeOut]:
    """Head office first. Every aimag stands once, with the office its people turn to."""
    knock_list(request)
    aimags = list(queries.aimags())
    return [_told(office, aimags) for office in queries.offices()]


def short(office: Office) -> OfficeShort:
    return OfficeShort(code=office.slug, name=name_of(office))


def _told(office: Office, aimags: list[Aimag]) -> OfficeOut:
    return OfficeOut(
        code=office.slug,
        name=name_of(office),
        aimags=[
            AimagOut(code=aimag.slug, name=name_of(aimag))
            for aimag in aimags
            if (office.is_head and not aimag.has_department) or aimag.pk == office.aimag_id
        ],
        is_head=office.is_head,
        time_zone=office.time_zone,
        phone=office.phone,
        email=office.email,
        address=Text(mn=office.address_mn, en=office.address_en),
        is_sample=office.is_sample,
    )
