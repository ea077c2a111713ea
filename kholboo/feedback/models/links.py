from django.db import models
from django.db.models import F, Q

from kholboo.accounts.models import User
from kholboo.feedback.rules import LinkKind

STANDS = Q(undone_at__isnull=True)


class CaseLink(models.Model):
    """How one case belongs to another; both keep their number, their term and their answer.

    duplicate: `from_case` says the same as `to_case`, the main one. related: a plain pointer,
    shown both ways. appeal: `from_case` appeals against the decision of `to_case`; `by` is then
    empty, for the citizen made it. A link is undone, never removed.
    """

    kind = models.CharField(max_length=10, choices=LinkKind)
    from_case = models.ForeignKey(
        "feedback.Case", on_delete=models.PROTECT, related_name="links_out"
    )
    to_case = models.ForeignKey("feedback.Case", on_delete=models.PROTECT, related_name="links_in")
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="link_of_two_cases", condition=~Q(from_case=F("to_case"))),
            models.CheckConstraint(
                name="link_undone_by_somebody",
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
            ),
            models.CheckConstraint(
                name="link_only_a_citizen_appeals",
                condition=Q(kind="appeal", by__isnull=True, undone_at__isnull=True)
                | (~Q(kind="appeal") & Q(by__isnull=False)),
            ),
            models.UniqueConstraint(
                fields=["from_case"],
                condition=STANDS & Q(kind="duplicate"),
                name="link_duplicate_of_one_case",
            ),
            models.UniqueConstraint(
                fields=["to_case"], condition=Q(kind="appeal"), name="link_one_appeal_a_case"
            ),
            models.UniqueConstraint(
                fields=["from_case"], condition=Q(kind="appeal"), name="link_appeal_of_one_case"
            ),
            models.UniqueConstraint(
                fields=["from_case", "to_case", "kind"], condition=STANDS, name="link_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.from_case_id} → {self.to_case_id}"
