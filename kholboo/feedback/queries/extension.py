"""Whether a term may still be extended, by how much and by whom."""

from datetime import datetime

from kholboo.accounts.models import User
from kholboo.accounts.roles import Role
from kholboo.agency.models import Office
from kholboo.agency.posts import posts_of
from kholboo.feedback.models import Case, Extension


def heads_office(user: User, office: Office) -> bool:
    """Whether this person answers for the whole office today.

    A department has its office head; the head office is headed by the agency's own head.
    """
    head = Role.AGENCY_HEAD if office.is_head else Role.OFFICE_HEAD
    return any(
        post.role == head and (office.is_head or post.office_id == office.pk)
        for post in posts_of(user)
    )


def longest_extension(case: Case, *, now: datetime) -> int:
    """Days the head may still add in this round: 0 when the rule gives none, when they were
    given already, and when the due instant has passed.
    """
    if not case.is_open or case.rule is None or case.due_at is None or now >= case.due_at:
        return 0
    if Extension.objects.filter(case=case, round=case.round).exists():
        return 0
    return case.rule.extension_days


def may_extend(user: User, case: Case, *, now: datetime) -> bool:
    return heads_office(user, case.office) and longest_extension(case, now=now) > 0
