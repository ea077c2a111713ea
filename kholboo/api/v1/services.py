from django.http import HttpRequest
from ninja import Router

from kholboo.agency import queries
from kholboo.agency.models import Named
from kholboo.api.v1.limits import knock_list
from kholboo.api.v1.schemas import Problem, ServiceOut, Text

router = Router(tags=["services"])


@router.get(
    "services",
    response={200: list[ServiceOut], 429: Problem},
    operation_id="list_services",
    summary="The services a case can be about",
)
def services(request: HttpRequest) -> list[ServiceOut]:
    """In the order of the agency's own list."""
    knock_list(request)
    return [
        ServiceOut(
            code=service.code,
            name=name_of(service),
            hint=Text(mn=service.hint_mn, en=service.hint_en),
            group=service.group,
            unit=name_of(service.unit),
        )
        for service in queries.services()
    ]


def name_of(thing: Named) -> Text:
    return Text(mn=thing.name_mn, en=thing.name_en)
