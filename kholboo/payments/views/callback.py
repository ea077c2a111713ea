"""Where the provider calls when something happened, perhaps. Anybody may: it is a hint only."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from kholboo.accounts.access import public
from kholboo.core.asker import address_of
from kholboo.core.errors import TooMany
from kholboo.core.limits import knock
from kholboo.payments.services import attempts

HINTS, SECONDS = 600, 60


@public
@csrf_exempt
@require_http_methods(["GET", "POST"])
def hint(request: HttpRequest, hint_key: str) -> HttpResponse:
    """Always the same answer: what it leads to, and whether there is such a key, is not told.

    Nothing of the request is believed or kept. Whoever calls too often is not listened to; the
    clock looks anyway.
    """
    try:
        knock("payments.hint", address_of(request), limit=HINTS, seconds=SECONDS)
    except TooMany:
        return _success()
    attempts.hint(hint_key)
    return _success()


def _success() -> HttpResponse:
    return HttpResponse("SUCCESS", content_type="text/plain")
