from django.conf import settings
from django.db import models
from django.db.models import Q


class ReadingTerms(models.Model):
    """What a reader of a text that is sold agrees to; the latest version is in force.

    A version is never written anew: what somebody agreed to stays as they read it.
    """

    version = models.PositiveSmallIntegerField(unique=True)
    text_mn = models.TextField()
    text_en = models.TextField()
    # Of our own writing, until the lawyers of the agency have put theirs in its place.
    is_sample = models.BooleanField(default=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(text_mn="") & ~Q(text_en=""), name="terms_say_something"
            )
        ]

    def __str__(self) -> str:
        return str(self.version)


class TermsAcceptance(models.Model):
    """Who agreed to which version, and when."""

    terms = models.ForeignKey(ReadingTerms, on_delete=models.PROTECT, related_name="acceptances")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "terms"], name="terms_are_accepted_once")
        ]

    def __str__(self) -> str:
        return f"{self.terms_id}: {self.user_id}"
