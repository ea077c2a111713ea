"""Who else answers for what: other bodies of the state, and the cases we passed on to them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from kholboo.accounts.models import User
from kholboo.feedback.term import DayUnit


class CompetentBody(models.Model):
    """A row of the address book. It is retired, never removed: forwarded cases point at it."""

    name_mn = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    # What it answers for, in words an operator can compare with what the caller says.
    scope_mn = models.CharField(max_length=500)
    scope_en = models.CharField(max_length=500)
    # As it is told to people: short numbers such as 11-11 have their own form.
    phone = models.CharField(max_length=50, blank=True)
    email = models.EmailField(blank=True)
    address = models.CharField(max_length=300, blank=True)
    # True where the row is an example that nobody of the agency has confirmed.
    is_sample = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name_mn", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["name_mn"], name="competent_body_name_once"),
            models.CheckConstraint(
                name="competent_body_has_names", condition=~Q(name_mn="") & ~Q(name_en="")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_en if get_language() == "en" else self.name_mn

    @property
    def scope(self) -> str:
        return self.scope_en if get_language() == "en" else self.scope_mn

    @property
    def reach(self) -> str:
        """Every way to reach it, on one line; empty where none is known."""
        return " · ".join(way for way in (self.phone, self.email, self.address) if way)


class ForwardTerm(models.Model):
    """How soon a case that is not ours must be passed on, from one date on.

    The law's article was not seen. Until somebody states it `days` is None, which pages show as
    "to be confirmed"; it is never taken for a term of the law.
    """

    valid_from = models.DateField(unique=True)
    days = models.PositiveSmallIntegerField(null=True, blank=True)
    unit = models.CharField(max_length=10, choices=[(u.value, u.value) for u in DayUnit])
    is_confirmed = models.BooleanField(default=False)
    basis_mn = models.CharField(max_length=300)
    basis_en = models.CharField(max_length=300)

    class Meta:
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(
                name="forward_term_confirmed_has_days",
                condition=Q(is_confirmed=False) | Q(days__isnull=False),
            ),
            models.CheckConstraint(
                name="forward_term_is_at_least_a_day",
                condition=Q(days__isnull=True) | Q(days__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return f"forward within {self.days} {self.unit} from {self.valid_from}"

    @property
    def basis(self) -> str:
        return self.basis_en if get_language() == "en" else self.basis_mn


class Forwarding(models.Model):
    """A case went to another body: once, because after that it is no longer ours.

    Names are copied, so that a renamed body does not rename history.
    """

    case = models.OneToOneField(
        "feedback.Case", on_delete=models.PROTECT, related_name="forwarding"
    )
    body = models.ForeignKey(CompetentBody, on_delete=models.PROTECT, related_name="+")
    body_name_mn = models.CharField(max_length=200)
    body_name_en = models.CharField(max_length=200)
    # The citizen reads the reason; the note is for the body alone. Erased with the person.
    reason = models.TextField()
    note = models.TextField(blank=True)
    # Whether the sender's name, address and phone went along.
    with_sender = models.BooleanField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    # The body had no e-mail that day: somebody prints the letter and posts it, with a number of
    # our outgoing papers.
    is_by_post = models.BooleanField(default=False)
    posted_on = models.DateField(null=True, blank=True)
    posted_number = models.CharField(max_length=50, blank=True)
    posted_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # The last day under the term of that day; None where no term was known.
    due_on = models.DateField(null=True, blank=True)
    was_late = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["at"], name="forwarding_at"),
            # Letters that still wait to be printed and posted.
            models.Index(
                fields=["at"],
                name="forwarding_to_post",
                condition=Q(is_by_post=True, posted_on__isnull=True),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="forwarding_posted_with_number_and_name",
                condition=Q(posted_on__isnull=True, posted_number="", posted_by__isnull=True)
                | (Q(posted_on__isnull=False, posted_by__isnull=False) & ~Q(posted_number="")),
            )
        ]

    def __str__(self) -> str:
        return f"case {self.case_id} → {self.body_name_mn}"

    @property
    def body_name(self) -> str:
        return self.body_name_en if get_language() == "en" else self.body_name_mn
