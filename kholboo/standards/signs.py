"""What this house offers to others: its part of the search over the site."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from kholboo.core import finding
from kholboo.core.finding import Found, Hit, Question, Source
from kholboo.standards.queries.search import offered


def put_up() -> None:
    finding.offer(Source("standards", _("Standards"), _find))


def _find(question: Question) -> Found:
    rows = offered(
        question.words,
        question.stems,
        needs_all=question.needs_all,
        limit=question.limit + 1,
    )
    hits = [
        Hit(
            f"{row.edition.designation} {row.edition.title}",
            reverse("standards:standard", args=[row.edition.slug]),
            note=str(row.status.label),
        )
        for row in rows[: question.limit]
    ]
    href = f"{reverse('standards:catalogue')}?{urlencode({'q': question.words})}"
    is_more = len(rows) > len(hits)
    return Found(hits, len(hits), is_more=is_more, href=href if is_more else "")
