"""Matters the petitions law leaves to other laws: all of them, and those a text seems to name."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from kholboo.core.errors import NotFound
from kholboo.feedback.models import Case, Exclusion


def all_exclusions() -> list[Exclusion]:
    return list(Exclusion.objects.all())


def exclusion(key: int) -> Exclusion:
    """One matter. Raises NotFound."""
    row = Exclusion.objects.filter(pk=key).first()
    if row is None:
        raise NotFound(_("There is no such matter."))
    return row


def matters_in(case: Case) -> list[Exclusion]:
    """The matters a case seems to be about."""
    return recognised_in(f"{case.text} {case.wish}")


def recognised_in(text: str) -> list[Exclusion]:
    """The matters whose words stand in the text. A hint for people, never a decision."""
    return among(all_exclusions(), text) if text.strip() else []


def among(rows: Iterable[Exclusion], text: str) -> list[Exclusion]:
    """The same, out of rows already read. `excluded.js` recognises by the same rule."""
    folded = text.lower()
    return [row for row in rows if any(_begins_with(word, folded) for word in row.words)]


def _begins_with(word: str, folded: str) -> bool:
    """Whether some word of the text begins with `word`: endings change, beginnings stay."""
    return bool(word) and re.search(rf"(?<!\w){re.escape(word)}", folded) is not None
