"""The words of danger: a short list the agency keeps itself."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core.errors import RuleBroken
from kholboo.core.language import stems
from kholboo.feedback.models import DangerWord

MOST_WORDS = 200


@transaction.atomic
def add_danger_word(word: str, *, actor: User) -> DangerWord:
    plain = " ".join(word.lower().split())
    if not stems(plain):
        raise RuleBroken(_("Write a word."), field="word")
    if DangerWord.objects.count() >= MOST_WORDS:
        raise RuleBroken(_("The list is full. Remove a word first."), field="word")
    try:
        with transaction.atomic():
            row = DangerWord.objects.create(word=plain)
    except IntegrityError as error:
        raise RuleBroken(_("This word is in the list already."), field="word") from error
    audit.record("feedback.danger_word_added", row, actor=actor, word=plain)
    return row


@transaction.atomic
def remove_danger_word(row: DangerWord, *, actor: User) -> None:
    target = audit.target_of(row)
    row.delete()
    audit.record("feedback.danger_word_removed", target, actor=actor, word=row.word)
