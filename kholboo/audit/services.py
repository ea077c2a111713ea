"""Writing history. Call `record` inside the transaction of the change itself."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.db import models

from kholboo.accounts.models import User
from kholboo.audit.models import Entry
from kholboo.core import clock
from kholboo.core.rows import add_rows

CITIZEN = "citizen"
SYSTEM = "system"
ALWAYS = timedelta(0)


def record(
    action: str,
    target: models.Model | str,
    *,
    actor: User | None,
    label: str = "",
    **facts: object,
) -> Entry:
    """Add one line of history. `label` names an actor who has no account (citizen, system).

    A citizen's name and address are never written here: history cannot be erased, a person can.
    """
    return Entry.objects.create(
        at=clock.now(),
        actor=actor,
        actor_label=(label or _label_of(actor))[:100],
        action=action,
        target=target if isinstance(target, str) else target_of(target),
        facts=facts,
    )


def record_many(
    action: str,
    facts_of: Iterable[tuple[models.Model, Mapping[str, object]]],
    *,
    actor: User | None,
) -> None:
    """One line of history for each thing, with its own facts; for a change of thousands."""
    now, label = clock.now(), _label_of(actor)[:100]
    key = actor.pk if actor else None
    add_rows(
        Entry,
        ("at", "actor_id", "actor_label", "action", "target", "facts"),
        ((now, key, label, action, target_of(thing), dict(facts)) for thing, facts in facts_of),
    )


def record_view(target: models.Model, *, actor: User, once_in: timedelta = ALWAYS) -> None:
    """Remember who looked at a thing: "feedback.case_viewed" for a feedback.Case.

    Looking again within `once_in` of the last remembered look adds no line.
    """
    action = f"{target._meta.app_label}.{target._meta.model_name}_viewed"
    before = Entry.objects.filter(target=target_of(target), actor=actor, action=action)
    if once_in and before.filter(at__gt=clock.now() - once_in).exists():
        return
    record(action, target, actor=actor)


def record_looks(
    action: str, things: Iterable[models.Model], *, actor: User, once_in: timedelta
) -> None:
    """Remember a look at each of several things, as `record_view` does for one."""
    by_target = {target_of(thing): thing for thing in things}
    if not by_target:
        return
    lately = Entry.objects.filter(target__in=list(by_target), actor=actor, action=action)
    known = set(lately.filter(at__gt=clock.now() - once_in).values_list("target", flat=True))
    new = [thing for target, thing in by_target.items() if target not in known]
    record_many(action, ((thing, {}) for thing in new), actor=actor)


def target_of(thing: models.Model) -> str:
    return f"{thing._meta.label}:{thing.pk}"


def _label_of(actor: User | None) -> str:
    if actor is None:
        return SYSTEM
    return actor.short_name if actor.is_staff else CITIZEN
