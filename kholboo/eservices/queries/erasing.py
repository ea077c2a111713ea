"""Requests of applicants to be erased: which wait for whom, and what became of them."""

from kholboo.accounts.models import User
from kholboo.agency.models import Post
from kholboo.agency.posts import deciders
from kholboo.eservices.models import Application, ErasureRequest
from kholboo.eservices.queries.reach import visible
from kholboo.eservices.rights import ERASE
from kholboo.eservices.rules import RequestState

SHOWN = 200


def waiting_for(user: User) -> list[ErasureRequest]:
    """The requests a head may decide, oldest first; at most SHOWN, for they go as they are decided."""
    rows = ErasureRequest.objects.filter(
        state=RequestState.WAITING, application__in=visible(user, ERASE).values("pk")
    )
    return list(
        rows.select_related(
            "application__office", "application__version__procedure", "entered_by"
        ).defer("application__version__files", "application__version__compiled")[:SHOWN]
    )


def request_of(application: Application) -> ErasureRequest | None:
    """The newest request about an application, with who wrote it down."""
    rows = ErasureRequest.objects.filter(application=application)
    return rows.select_related("entered_by").order_by("-at", "-pk").first()


def may_grant(request: ErasureRequest, user: User) -> bool:
    """Whoever wrote a request down never grants it; one the applicant sent, any head may."""
    return request.entered_by_id != user.pk


def who_may_grant(application: Application, writer: User) -> list[Post]:
    """The heads who may erase an applicant when `writer` wrote down that they asked."""
    posts = deciders(ERASE, application.office)
    return [post for post in posts if post.user_id != writer.pk]
