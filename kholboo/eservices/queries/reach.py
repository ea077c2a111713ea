"""Which applications and steps a person of ours reaches: what lies elsewhere is not there for them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, F, Func, OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import IsNull
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.accounts.roles import Role, roles_with
from kholboo.agency.absence import hands_of
from kholboo.agency.models import Post
from kholboo.agency.posts import posts_of
from kholboo.agency.services.numbering import parse_number
from kholboo.core import planned
from kholboo.core.errors import NotFound
from kholboo.eservices.models import Application, ProcedureVersion, Step
from kholboo.eservices.rights import READ, WORK
from kholboo.eservices.rules import OF_SAMPLES, ApplicationState, StepStatus

# They watch over the whole country.
EVERYWHERE = frozenset({Role.AGENCY_HEAD, Role.AUDITOR})


@dataclass(frozen=True)
class Reach:
    """`places` are pairs of an office and a unit whose services it is bound to (or None)."""

    is_everywhere: bool
    places: frozenset[tuple[int, int | None]]

    def of_applications(self) -> Q:
        if self.is_everywhere:
            return Q()
        return _any(
            Q(office_id=office) & (Q(version__procedure__service__unit_id=unit) if unit else Q())
            for office, unit in self.places
        )


def reach_of(user: User, permission: str = READ) -> Reach:
    roles = roles_with(permission)
    posts = [post for post in posts_of(user) if post.role in roles]
    return Reach(
        is_everywhere=any(post.role in EVERYWHERE for post in posts),
        places=frozenset((post.office_id, post.unit_id) for post in posts),
    )


def visible(user: User, permission: str = READ) -> QuerySet[Application]:
    """Those of one's places, and those whose step is in one's hands."""
    reach = reach_of(user, permission)
    if reach.is_everywhere:
        return Application.objects.all()
    if not reach.places:
        return Application.objects.none()
    return Application.objects.filter(reach.of_applications())


@planned.reading()
def application_for(user: User, number: str, permission: str = READ) -> Application:
    """One application this person may see, with everything its page needs. NotFound otherwise."""
    application = (
        visible(user, permission)
        .select_related(
            "office__aimag", "version__procedure__service__unit", "applicant", "organisation"
        )
        .defer("version__files", "version__compiled")
        .filter(number=parse_number(number) or "")
        .first()
    )
    if application is None:
        raise NotFound(_("There is no such application on your desk."), application=number)
    return application


@planned.reading()
def step_for(user: User, application: Application, step_id: int) -> Step:
    """A step of an application this person sees. Whether they may do it: `may_do`.

    A laboratory reads how its samples were taken and its own; the others are not there for it.
    """
    step = (
        Step.objects.filter(application=application, pk=step_id)
        .select_related("assignee", "done_by", "office")
        .first()
    )
    if step is None or (step.kind not in OF_SAMPLES and not meets_applicants(user)):
        raise NotFound(_("There is no such step."), step=step_id)
    step.application = application
    return step


def may_do(user: User, step: Step) -> bool:
    """By a post of today: the step's role, in its office; or it lies in one's hands."""
    if not user.has_perm(WORK):
        return False
    if step.assignee_id is not None:
        return step.assignee_id in hands_of(user)
    return any(post.role == step.role and _covers(post, step) for post in posts_of(user))


def _covers(post: Post, step: Step) -> bool:
    if post.office_id != step.office_id:
        return False
    unit = step.application.version.procedure.service.unit_id
    return post.unit_id is None or post.unit_id == unit


def meets_applicants(user: User) -> bool:
    """Whether any post of today has to do with applicants themselves; that of a laboratory has not."""
    roles = set(roles_with(READ)) - {Role.LABORATORY}
    return any(post.role in roles for post in posts_of(user))


def steps_waiting(user: User) -> QuerySet[Step]:
    """Steps that wait for somebody of this person's roles and places, with nobody on them yet."""
    places = _any(
        Q(office_id=post.office_id, role=post.role)
        & of_application(_of_unit(post.unit_id), state=ApplicationState.IN_WORK)
        for post in posts_of(user)
        if post.role in roles_with(WORK)
    )
    return Step.objects.filter(places, status=StepStatus.WAITING)


def _of_unit(unit: int | None) -> Q:
    return of_units([unit]) if unit else Q()


class _AnyOf(Func):
    function = "ANY"


def of_units(units: Collection[int]) -> Q:
    """Applications for services of these units. The few versions are looked up once for a question;
    joined, versions, procedures and services were gone through again for each row.
    """
    rows = ProcedureVersion.objects.filter(procedure__service__unit_id__in=units)
    versions = rows.order_by().values("pk")
    return Q(
        Func(
            *(F("version_id"), _AnyOf(ArraySubquery(versions))),
            template="(%(expressions)s)",
            arg_joiner=" = ",
            output_field=BooleanField(),
        )
    )


def of_application(*facts: Q, **values: object) -> Q:
    """Steps whose application has these facts, asked of one step after the other.

    Joined, it makes the planner read a whole queue and sort it: it thinks that hardly a step is
    left. This way it walks the queue in its order and stops at a page (33 ms → 2 ms).
    """
    row = Application.objects.filter(*facts, pk=OuterRef("application_id"), **values).values("pk")
    return Q(IsNull(Subquery(row[:1]), rhs=False))


def _any(parts: Iterable[Q]) -> Q:
    """Nothing where there are no parts."""
    return reduce(or_, parts, Q(pk__in=[]))
