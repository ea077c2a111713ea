"""Learning anew from decided cases; run by a job, weekly or when an administrator asks."""

import hashlib
from dataclasses import asdict

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core import clock, seal
from kholboo.core.errors import RuleBroken
from kholboo.core.jobs import schedule
from kholboo.feedback import learning
from kholboo.feedback.models import TriageModel
from kholboo.feedback.queries import triage as queries

FEWEST_CASES = 200


class Untrusted(Exception):
    """Weights whose digest is not ours: somebody changed the table, or the key is another."""


@transaction.atomic
def ask_for_training(*, actor: User) -> None:
    """Queue one training; a second press while one waits does nothing."""
    if not learning.is_installed():
        raise RuleBroken(_("The learning library is not installed here."))
    schedule("feedback.train_triage_now", once="feedback.train-triage", user_id=actor.pk)
    audit.record("feedback.triage_asked", "feedback.TriageModel:0", actor=actor)


def train(*, actor: User | None = None) -> TriageModel | None:
    """A new version; None without scikit-learn, or while too few cases are decided.

    The long part holds no transaction: it reads rows, counts, and only then writes one row.
    """
    if not learning.is_installed():
        return None
    decided = queries.decided_cases()
    if len(decided.texts) < FEWEST_CASES:
        return None
    models, figures = {}, []
    for field, labels in decided.labels.items():
        learnt = learning.learn(str(field), decided.texts, labels)
        if learnt:
            models[str(field)], shown = learnt
            figures.append(asdict(shown))
    return _kept(learning.packed(models), figures, cases=len(decided.texts), actor=actor)


def train_for(user_id: int) -> TriageModel | None:
    """What the job runs after an administrator asked."""
    return train(actor=User.objects.get(pk=user_id))


@transaction.atomic
def _kept(
    weights: bytes, figures: list[dict[str, object]], *, cases: int, actor: User | None
) -> TriageModel:
    last = TriageModel.objects.aggregate(last=Max("version"))["last"] or 0
    model = TriageModel.objects.create(
        version=last + 1,
        trained_at=clock.now(),
        trained_by=actor,
        cases=cases,
        figures=figures,
        weights=weights,
        digest=_digest(last + 1, weights),
    )
    # Only the newest is used. What older ones learnt from cases erased since goes with them.
    TriageModel.objects.exclude(pk=model.pk).exclude(weights=b"").update(weights=b"")
    audit.record("feedback.triage_trained", model, actor=actor, cases=cases)
    return model


def opened(model: TriageModel) -> dict[str, learning.FieldWeights]:
    """The weights of a model, after their digest is seen to be ours. Raises Untrusted."""
    weights = bytes(model.weights)
    if not weights or _digest(model.version, weights) != model.digest:
        raise Untrusted(f"the weights of version {model.version} are not as they were kept")
    return learning.unpacked(weights)


def _digest(version: int, weights: bytes) -> str:
    """Keyed: who can write the table but has not the key cannot put other weights in."""
    return seal.blind("triage-model", f"{version}:{hashlib.sha256(weights).hexdigest()}")
