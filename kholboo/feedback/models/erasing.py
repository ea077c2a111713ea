from django.db import models
from django.db.models import Q

from kholboo.accounts.models import User
from kholboo.feedback.rules import CaseKind, ErasureBasis, RequestState


class Erasure(models.Model):
    """The ledger of erased people: which case, when, on what ground; nothing about the person.

    Rows are only added. After a restore from an older backup the ledger, kept in a file too, is
    applied again, so that erased people stay erased. The triggers of the story let a text be
    blanked only where a row stands here.
    """

    case = models.OneToOneField("feedback.Case", on_delete=models.PROTECT, related_name="erasure")
    number = models.CharField(max_length=12, unique=True)
    at = models.DateTimeField()
    # None: a retention rule, by itself.
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    basis = models.CharField(max_length=8, choices=ErasureBasis)

    def __str__(self) -> str:
        return f"erasure of {self.number}"


class ErasureRequest(models.Model):
    """Somebody asks that their data be erased, and what was decided. One waits at a time.

    Why it was refused stands in the case's story, where the citizen reads it.
    """

    case = models.ForeignKey(
        "feedback.Case", on_delete=models.CASCADE, related_name="erasure_requests"
    )
    at = models.DateTimeField()
    # None: the citizen asked on the page of their case.
    entered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=RequestState, default=RequestState.WAITING)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(state="waiting"), name="erasure_request_waits_once"
            ),
            models.CheckConstraint(
                name="erasure_decided_has_moment",
                condition=Q(state="waiting", decided_at__isnull=True)
                | (~Q(state="waiting") & Q(decided_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["at"], condition=Q(state="waiting"), name="erasure_waiting")
        ]

    def __str__(self) -> str:
        return f"erasure request for case {self.case_id}"


class RetentionRule(models.Model):
    """How many years after its end a case of one kind keeps its person. Rows are dated.

    Nothing is erased under a rule until an administrator confirmed it: the law's number was not
    seen (see domain/facts.md), so the first rows are a proposal.
    """

    kind = models.CharField(max_length=12, choices=CaseKind)
    valid_from = models.DateField()
    years = models.PositiveSmallIntegerField()
    basis_mn = models.CharField(max_length=300)
    basis_en = models.CharField(max_length=300)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["kind", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "valid_from"], name="retention_rule_one_for_kind_and_date"
            ),
            models.CheckConstraint(name="retention_rule_has_years", condition=Q(years__gt=0)),
            models.CheckConstraint(
                name="retention_rule_confirmed_by_somebody",
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.years} years"
