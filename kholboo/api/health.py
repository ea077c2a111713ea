"""For whoever watches the product from outside: is it alive, and can it serve people now?

`/health/live` says only that this process answers: restart it when it does not.
`/health/ready` says that a citizen's letter would be taken and carried: send people elsewhere
when it does not. Both are cheap, open to all and tell nothing about people.
"""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kholboo.accounts.access import public
from kholboo.core import jobs


@public
@require_safe
@never_cache
def live(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"live": True})


@public
@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """200 when web, database and worker serve; otherwise 503 and the names of the missing."""
    missing = missing_parts()
    return JsonResponse({"ready": not missing, "missing": missing}, status=503 if missing else 200)


def missing_parts() -> list[str]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        has_worker = jobs.has_worker()
    except DatabaseError:
        # Without the database nobody can say how the worker is.
        return ["database", "worker"]
    return [] if has_worker else ["worker"]


urlpatterns = [path("live", live, name="live"), path("ready", ready, name="ready")]
