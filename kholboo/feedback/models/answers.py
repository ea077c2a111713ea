from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from kholboo.accounts.models import User
from kholboo.agency.models import Service
from kholboo.feedback.rules import NEEDS_GROUND, CaseKind, Outcome, Solved


class Answer(models.Model):
    """The agency's answer of one round, word for word as it was sent; never edited.

    `is_erased`: the words went with the person, the decision stayed (the trigger lets only that
    through).
    """

    case = models.ForeignKey(
        "feedback.Case", on_delete=models.PROTECT, related_name="answers", db_index=False
    )
    round = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=12, choices=Outcome)
    text = models.TextField()
    ground = models.TextField(blank=True)
    remedy = models.TextField()
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    author_name = models.CharField(max_length=200)
    author_post = models.CharField(max_length=300)
    at = models.DateTimeField()
    was_late = models.BooleanField()
    is_erased = models.BooleanField(default=False)
    # When this round was due; null where the law gives no term.
    due_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["round"]
        constraints = [
            models.UniqueConstraint(fields=["case", "round"], name="answer_one_a_round"),
            models.CheckConstraint(
                name="answer_has_text", condition=Q(is_erased=True) | ~Q(text="")
            ),
            models.CheckConstraint(
                name="answer_refusal_has_ground",
                condition=Q(is_erased=True)
                | ~Q(outcome__in=[str(o) for o in NEEDS_GROUND])
                | ~Q(ground=""),
            ),
            models.CheckConstraint(
                name="answer_late_is_after_its_due",
                condition=Q(was_late=True, due_at__isnull=False, at__gte=F("due_at"))
                | Q(was_late=False, due_at__isnull=True)
                | Q(was_late=False, at__lt=F("due_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"answer {self.round} of case {self.case_id}"


class AnswerTemplate(models.Model):
    """Words an officer may begin an answer with."""

    title_mn = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=CaseKind, blank=True)
    service = models.ForeignKey(
        Service, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    outcome = models.CharField(max_length=12, choices=Outcome)
    text_mn = models.TextField()
    text_en = models.TextField()
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["title_mn"], name="answer_template_title_once")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return self.title_en if get_language() == "en" else self.title_mn


class Rating(models.Model):
    """What the citizen thinks of one round: once, and not changed afterwards."""

    case = models.ForeignKey(
        "feedback.Case", on_delete=models.CASCADE, related_name="ratings", db_index=False
    )
    round = models.PositiveSmallIntegerField()
    solved = models.CharField(max_length=6, choices=Solved)
    score = models.PositiveSmallIntegerField()
    words = models.TextField(blank=True)
    at = models.DateTimeField()
    # Of the way to the answer, each if the citizen wants (ISO 10002, 9.3).
    ease = models.PositiveSmallIntegerField(null=True, blank=True)
    speed = models.PositiveSmallIntegerField(null=True, blank=True)
    politeness = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="rating_of_the_way_1_to_5",
                condition=(Q(ease__isnull=True) | Q(ease__range=(1, 5)))
                & (Q(speed__isnull=True) | Q(speed__range=(1, 5)))
                & (Q(politeness__isnull=True) | Q(politeness__range=(1, 5))),
            ),
            models.UniqueConstraint(fields=["case", "round"], name="rating_once_a_round"),
            models.CheckConstraint(
                name="rating_score_1_to_5", condition=Q(score__gte=1, score__lte=5)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.score} for case {self.case_id}"
