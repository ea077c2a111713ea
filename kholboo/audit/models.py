from collections.abc import Mapping
from types import MappingProxyType

from django.conf import settings
from django.db import models

from kholboo.audit.labels import facts_in_words, sentence_of


class Entry(models.Model):
    """Who did what to which thing, when. Rows are only ever added; a trigger refuses the rest.

    `action` is "house.past_tense" ("feedback.case_answered"); `target` is "house.Model:key".
    `facts` holds plain values (before, after), never free text of a citizen.
    """

    at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    actor_label = models.CharField(max_length=100)
    action = models.CharField(max_length=60)
    target = models.CharField(max_length=80)
    facts = models.JSONField(default=dict)

    # Of the things spoken of, by target; a page of history sets it for all its entries at once.
    names: Mapping[str, str] = MappingProxyType({})

    class Meta:
        indexes = [
            models.Index(fields=["target", "-at"], name="audit_entry_of_target"),
            models.Index(fields=["-at"], name="audit_entry_newest"),
            models.Index(fields=["actor", "-at"], name="audit_entry_of_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.target}"

    @property
    def sentence(self) -> str:
        """What was done, in the language of the page."""
        return sentence_of(self.action)

    @property
    def words(self) -> list[tuple[str, str]]:
        """The facts as pairs of name and value, in words where a house gave them."""
        return facts_in_words(self.action, self.facts, self.names)

    @property
    def thing(self) -> str:
        """What it was done to, by the name of today; the target where nobody gave a name."""
        return self.names.get(self.target, self.target)

    @property
    def actor_name(self) -> str:
        """A person of ours as written then; a citizen with an account as known today."""
        is_citizen = self.actor is not None and not self.actor.is_staff
        return (self.actor.short_name if is_citizen and self.actor else "") or self.actor_label

    @property
    def actor_address(self) -> str:
        """What finds this person in the filter; empty for actors without an account."""
        return (self.actor.email or self.actor.phone or "") if self.actor else ""
