from datetime import date

from django.db import models
from django.db.models import F, Q

from kholboo.accounts.models import User
from kholboo.feedback.rules import CaseKind
from kholboo.feedback.term import DayUnit, PauseKind, Term


class TermRule(models.Model):
    """How long the agency has for one kind, from one date on. Rows are dated, never edited away."""

    kind = models.CharField(max_length=12, choices=CaseKind)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    days = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=10, choices=[(u.value, u.value) for u in DayUnit])
    extension_days = models.PositiveSmallIntegerField()
    # How long after an answer the citizen may ask to reopen, in calendar days.
    reopen_days = models.PositiveSmallIntegerField(default=30)
    waiting_stops = models.BooleanField(default=False)
    suspension_stops = models.BooleanField(default=False)
    rolls_forward = models.BooleanField(default=False)
    # False: shown to people with the words "to be confirmed".
    is_confirmed = models.BooleanField(default=False)
    basis_mn = models.CharField(max_length=300)
    basis_en = models.CharField(max_length=300)

    class Meta:
        ordering = ["kind", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "valid_from"], name="term_rule_one_for_kind_and_date"
            ),
            models.CheckConstraint(
                name="term_rule_ends_after_it_begins",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
            ),
            models.CheckConstraint(name="term_rule_has_days", condition=Q(days__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.days} {self.unit} from {self.valid_from}"

    @property
    def term(self) -> Term:
        return Term(
            days=self.days,
            unit=DayUnit(self.unit),
            waiting_stops=self.waiting_stops,
            rolls_forward=self.rolls_forward,
            suspension_stops=self.suspension_stops,
        )

    def is_valid_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


class ClockInterval(models.Model):
    """A stretch of a case's work: running, or standing still, and then `pause` says what for.

    Whether the clock of the law stands still too is decided by the rule.
    """

    case = models.ForeignKey("feedback.Case", on_delete=models.CASCADE, related_name="clock")
    round = models.PositiveSmallIntegerField(default=1)
    is_running = models.BooleanField()
    pause = models.CharField(
        max_length=9, choices=[(kind.value, kind.value) for kind in PauseKind], blank=True
    )
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    actor = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        ordering = ["started_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(ended_at__isnull=True), name="clock_one_open_interval"
            ),
            models.CheckConstraint(
                name="clock_ends_after_it_starts",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
            ),
            models.CheckConstraint(
                name="clock_standstill_has_its_kind",
                condition=Q(is_running=True, pause="")
                | Q(is_running=False, pause__in=[kind.value for kind in PauseKind]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pause or 'running'} from {self.started_at}"


class Extension(models.Model):
    """The head of the office gave more time, once, with a reason the citizen was told."""

    case = models.ForeignKey("feedback.Case", on_delete=models.CASCADE, related_name="extensions")
    round = models.PositiveSmallIntegerField(default=1)
    days = models.PositiveSmallIntegerField()
    reason = models.TextField()
    actor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "round"], name="extension_once_a_round")
        ]

    def __str__(self) -> str:
        return f"+{self.days}"
