from django.db import models


class Word(models.Model):
    """One word, as searching spells it, that stands in the text of some case.

    Searching looks up which words begin as the asked one does and asks the index for exactly
    these: at a million cases that takes a fiftieth of asking the index for a beginning.
    """

    word = models.TextField(primary_key=True)

    class Meta:
        indexes = [
            models.Index(fields=["word"], name="word_beginning", opclasses=["text_pattern_ops"])
        ]

    def __str__(self) -> str:
        return self.word
