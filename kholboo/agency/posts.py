"""Permissions of the staff come from posts held today, asked anew at every request."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q

from kholboo.accounts.models import User
from kholboo.accounts.roles import Role, roles_with
from kholboo.agency.models import Office, Post
from kholboo.core import clock, planned


class PostBackend:
    """An authentication backend that only answers `has_perm`; it signs nobody in.

    A post that ended, or a person who was switched off, loses every right at once.
    """

    def authenticate(self, request: Any, **credentials: Any) -> None:
        return None

    def has_perm(self, user: User, permission: str, thing: object = None) -> bool:
        roles = roles_with(permission)
        if not roles or not user.is_active or not user.is_authenticated:
            return False
        if any(post.role in roles for post in posts_of(user)):
            return True
        # What posts do not give, no other backend may: asking them would only cost questions.
        raise PermissionDenied


@planned.reading()
def posts_of(user: User) -> list[Post]:
    """The posts this person holds today, remembered on the user object for one request."""
    today = clock.local_date(clock.now())
    if not hasattr(user, "_posts"):
        user._posts = list(  # type: ignore[attr-defined]
            Post.objects.filter(user_id=user.pk).select_related("office", "unit")
        )
    return [post for post in user._posts if post.is_held_on(today)]  # type: ignore[attr-defined]


def deciders(permission: str, office: Office) -> list[Post]:
    """Who holds `permission` today in this office, then the heads of the agency, who decide for
    all; each person once. For pages that say who may do what their reader may not.
    """
    today = clock.local_date(clock.now())
    near = Q(office=office) | Q(role=Role.AGENCY_HEAD)
    posts = Post.objects.filter(near, role__in=roles_with(permission), user__is_active=True)
    once: dict[int, Post] = {}
    for post in posts.select_related("user", "office").order_by("pk"):
        if post.is_held_on(today):
            once.setdefault(post.user_id, post)
    return sorted(once.values(), key=lambda post: post.role == Role.AGENCY_HEAD)
