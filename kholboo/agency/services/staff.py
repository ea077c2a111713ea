"""Who holds which post. A post gives rights; ending it takes them with the next request."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.accounts.roles import Role
from kholboo.accounts.services.staff import make_staff, send_password_link
from kholboo.agency import queries
from kholboo.agency.models import Office, Post, Unit
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import RuleBroken


@dataclass(frozen=True)
class NewPerson:
    """A person and the post they begin with, as an administrator types them."""

    email: str
    given_name: str
    family_name: str
    language: str
    role: Role
    office: Office
    unit: Unit | None


@transaction.atomic
def add_person(new: NewPerson, *, actor: User) -> Post:
    """Give the person an account if they have none, the post, and a link if no password is set.

    Raises RuleBroken (fields `role`, `unit`) when they hold the post already or it cannot be.
    """
    user = make_staff(
        new.email,
        given_name=new.given_name,
        family_name=new.family_name,
        language=new.language,
        actor=actor,
    )
    if queries.holds(user, new.role, new.office, new.unit):
        raise RuleBroken(_("This person already holds this post."), field="role")
    post = give_post(user, new.role, office=new.office, unit=new.unit, actor=actor)
    if not user.has_usable_password():
        send_password_link(user, actor=actor)
    return post


@transaction.atomic
def give_post(
    user: User, role: Role, *, office: Office, unit: Unit | None = None, actor: User | None
) -> Post:
    """Let the person hold `role` from today; holding it already changes nothing."""
    if role == Role.UNIT_HEAD and unit is None:
        raise RuleBroken(_("Choose the unit that this person heads."), field="unit")
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
    """Yesterday was the last day: the rights are gone with the next request.

    Nobody ends the post by which they end posts: one administrator always remains.
    """
    if actor is not None and post.user_id == actor.pk and post.role == Role.ADMINISTRATOR:
        raise RuleBroken(_("Another administrator must end your own post of administrator."))
    yesterday = clock.local_date(clock.now()) - timedelta(days=1)
    audit.record(
        "agency.post_ended",
        post,
        actor=actor,
        user=post.user_id,
        role=post.role,
        office=post.office_id,
    )
    if post.since > yesterday:
        post.delete()
        return
    post.until = yesterday
    post.save(update_fields=["until"])
