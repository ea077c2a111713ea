"""Requests to be erased: which wait for whom, and what became of them."""

from dataclasses import dataclass

from django.db.models import Q

from kholboo.accounts.models import User
from kholboo.agency.models import Post
from kholboo.agency.posts import deciders
from kholboo.feedback.models import Case, CaseLink, ErasureRequest
from kholboo.feedback.queries.desk import UNREAD, visible_cases
from kholboo.feedback.queries.subjects import subjects_of
from kholboo.feedback.rules import LinkKind, RequestState

ERASE = "feedback.erase_person"
SHOWN = 200
# A department, the head office, the head of the agency: no appeal has more cases before it.
MOST_STEPS = 3


@dataclass(frozen=True)
class Waiting:
    """The requests a head may decide, oldest first; `has_more` beyond those shown."""

    requests: list[ErasureRequest]
    has_more: bool


def waiting_for(user: User) -> Waiting:
    rows = list(
        ErasureRequest.objects.filter(
            state=RequestState.WAITING, case__in=visible_cases(user, ERASE).values("pk")
        ).select_related("case", "case__office", "entered_by")[: SHOWN + 1]
    )
    return Waiting(rows[:SHOWN], len(rows) > SHOWN)


def of_same_person(case: Case, *, knows_account: bool) -> list[Case]:
    """The cases that surely are the same person's: appeals from this one and what it appeals
    against, and what they sent while signed in; that only for whom the account is no secret, for
    the secret of one case opens no other. Erased ones are left out.
    """
    near = {case.pk}
    for _step in range(MOST_STEPS):
        links = CaseLink.objects.filter(kind=LinkKind.APPEAL).filter(
            Q(from_case__in=near) | Q(to_case__in=near)
        )
        near |= {key for pair in links.values_list("from_case", "to_case") for key in pair}
    same = Q(pk__in=near)
    if knows_account and case.contact.user_id:
        same |= Q(contact__user=case.contact.user_id)
    others = Case.objects.filter(same, erased_at__isnull=True).exclude(pk=case.pk)
    return list(others.select_related("office").defer(*UNREAD).order_by("pk")[:SHOWN])


def request_of(case: Case) -> ErasureRequest | None:
    """The newest request about a case, with who decided it."""
    requests = ErasureRequest.objects.filter(case=case).select_related("decided_by", "entered_by")
    return requests.order_by("-at", "-pk").first()


def may_grant(request: ErasureRequest, user: User) -> bool:
    """Whoever wrote a request down never grants it; one the citizen sent, any head may."""
    return request.entered_by_id != user.pk


def who_may_grant(case: Case, writer: User) -> list[Post]:
    """The heads who may erase the person of a case when `writer` wrote down that they asked."""
    barred = {writer.pk} | {row.user_id for row in subjects_of(case)}
    return [post for post in deciders(ERASE, case.office) if post.user_id not in barred]
