from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language


class Exclusion(models.Model):
    """A matter the petitions law leaves to another law: how it is recognised, and where to go.

    Only ever an explanation: nobody is stopped from sending.
    """

    code = models.SlugField(unique=True)
    title_mn = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120)
    # Beginnings of words, small letters: “прокурор” is found in “прокурорын”.
    words = ArrayField(models.CharField(max_length=40), default=list)
    explanation_mn = models.TextField()
    explanation_en = models.TextField()
    # Where to turn with it instead.
    where_mn = models.TextField()
    where_en = models.TextField()
    basis_mn = models.CharField(max_length=300)
    basis_en = models.CharField(max_length=300)
    # False: shown to people with the words "to be confirmed".
    is_confirmed = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="exclusion_explains_itself",
                condition=~Q(explanation_mn="") & ~Q(explanation_en=""),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return self.title_en if get_language() == "en" else self.title_mn

    @property
    def explanation(self) -> str:
        return self.explanation_en if get_language() == "en" else self.explanation_mn

    @property
    def where(self) -> str:
        return self.where_en if get_language() == "en" else self.where_mn

    @property
    def basis(self) -> str:
        return self.basis_en if get_language() == "en" else self.basis_mn
