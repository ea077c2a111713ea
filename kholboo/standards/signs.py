"""What this house offers to others: its part of the search over the site."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from kholboo.core import finding
from kholboo.core.finding import Found, Hit, Question, Source
from kholboo.standards.queries.search import search


def put_up() -> None:
    finding.offer(Source("standards", _("Standards"), _find))


def _find(question: Question) -> Found:
    found = search(question.words)
    if found.has_all != question.needs_all:
        return Found()
    rows = found.rows[: question.limit]
    hits = [
        Hit(
            f"{row.edition.designation} {row.edition.title}",
            reverse("standards:standard", args=[row.edition.slug]),
            note=str(row.status.label),
        )
        for row in rows
    ]
    href = f"{reverse('standards:catalogue')}?{urlencode({'q': question.words})}"
    is_cut = len(found.rows) > len(rows)
    return Found(
        hits, len(found.rows), is_more=found.has_next, href=href if is_cut or found.has_next else ""
    )
