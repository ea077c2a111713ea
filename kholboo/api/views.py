"""The contract for machines, and the same in words for people."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from kholboo.accounts.access import public
from kholboo.api.v1.contract import PREFIX, document
from kholboo.api.v1.reference import how_often, operations, refusals


@public
@require_safe
@cache_control(public=True, max_age=300)
def openapi(request: HttpRequest) -> HttpResponse:
    return JsonResponse(document())


@public
@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "api/reference.html",
        {
            "home": settings.PUBLIC_URL,
            "address": f"{settings.PUBLIC_URL}{PREFIX}",
            "operations": operations(),
            "refusals": refusals(),
            "limits": how_often(),
        },
    )
