"""Who holds which post. A post gives rights; ending it takes them with the next request."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.accounts.roles import Role
from kholboo.agency.models import Office, Post, Unit
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import RuleBroken


@transaction.atomic
def give_post(
    user: User, role: Role, *, office: Office, unit: Unit | None = None, actor: User | None
) -> Post:
    """Let the person hold `role` from today; holding it already changes nothing."""
    if unit is not None and unit.office_id != office.pk:
        raise RuleBroken(_("This unit belongs to another office."), field="unit")
    if not user.is_staff or not user.is_active:
        raise RuleBroken(_("Only people of the agency hold posts."), field="user")
    today = clock.local_date(clock.now())
    held = Post.objects.filter(user=user, role=role, office=office, unit=unit, until=None).first()
    if held is not None:
        return held
    post = Post.objects.create(user=user, role=role, office=office, unit=unit, since=today)
    audit.record("agency.post_given", post, actor=actor, user=user.pk, role=role, office=office.pk)
    return post


@transaction.atomic
def end_post(post: Post, *, actor: User | None) -> None:
    """Yesterday was the last day: the rights are gone with the next request."""
    yesterday = clock.local_date(clock.now()) - timedelta(days=1)
    if post.since > yesterday:
        key = post.pk
        post.delete()
        audit.record("agency.post_ended", f"agency.Post:{key}", actor=actor, user=post.user_id)
        return
    post.until = yesterday
    post.save(update_fields=["until"])
    audit.record("agency.post_ended", post, actor=actor, user=post.user_id)
