"""The text of a draft with a way to comment on each clause, under its heading."""

import re
from collections.abc import Iterable, Sequence

from django.template.loader import render_to_string

from kholboo.standards.models import Clause, Part

# As the converter begins a clause: its section, then its heading where it has one.
_BEGIN = re.compile(r'<section id="([^"]+)"[^>]*>(?:<h(\d)>.*?</h\2>)?', re.DOTALL)


def with_keys(parts: Sequence[Part], clauses: Iterable[Clause], address: str) -> None:
    """Parts are not saved. Safe: the words of the keys are escaped by their template."""
    keys = {
        clause.anchor: render_to_string(
            "standards/drafts/key.html", {"clause": clause, "address": address}
        )
        for clause in clauses
        if clause.label
    }
    for part in parts:
        part.html = _BEGIN.sub(lambda found: found[0] + keys.get(found[1], ""), part.html)
