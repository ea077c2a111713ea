"""Wagtail's rooms behind our door: a post of an editor and a second factor."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.db import transaction
from django.http.response import HttpResponseBase
from wagtail.admin import urls as wagtail_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from kholboo.accounts.access import staff
from kholboo.website.queries.editors import check_room
from kholboo.website.rights import ENTER
from kholboo.website.services.editors import give_branches, speak_their_language
from kholboo.website.services.translations import hand_in

# docs/decisions/0018: Wagtail writes scripts and styles into its own pages.
POLICY = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
}
View = Callable[..., HttpResponseBase]


def behind_our_door(view: View) -> View:
    @csp_replace(POLICY)
    def entered(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        give_branches(request.user)
        speak_their_language(request.user)
        check_room(request, request.user)
        source = taken_for_review(request)
        # What Wagtail changes and what our history says of it stand or fall together.
        with transaction.atomic():
            answer = view(request, *args, **kwargs)
            if source is not None:
                hand_in(source, user=request.user)
            return answer

    door = staff(ENTER)(entered)

    @wraps(view)
    def opened(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return door(request, *args, **kwargs)

    return opened


def taken_for_review(request: Any) -> int | None:
    """The library publishes translations at one person's tick; here that asks a second one."""
    match = request.resolver_match
    if match.view_name != "wagtail_localize:update_translations":
        return None
    request.POST = request.POST.copy()
    if not request.POST.pop("publish_translations", None):
        return None
    return int(match.kwargs["translation_source_id"])


urlpatterns = decorate_urlpatterns(wagtail_urls.urlpatterns, behind_our_door)
