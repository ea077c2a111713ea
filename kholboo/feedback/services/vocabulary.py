"""Keeping the words that searching knows: those of the cases, all of them and no others."""

from django.db import connection

# Sorted, so that two cases with the same new words wait for one another and never in a circle.
LEARN = """
INSERT INTO feedback_word (word)
SELECT word FROM unnest(tsvector_to_array(to_tsvector('simple', %s))) AS word ORDER BY word
ON CONFLICT DO NOTHING
"""
FORGET = """
DELETE FROM feedback_word AS w
WHERE w.word = ANY (tsvector_to_array(to_tsvector('simple', %s)))
  AND NOT EXISTS (
    SELECT FROM feedback_case AS c WHERE c.search @@ quote_literal(w.word)::tsquery
  )
"""


def learn(search_text: str) -> None:
    """The words of a case that is being taken in; in its transaction."""
    _run(LEARN, search_text)


def forget(search_text: str) -> None:
    """Words of a text that was erased, unless another case has them. After the case was emptied."""
    _run(FORGET, search_text)


def _run(command: str, search_text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(command, [search_text])
