"""What this house offers to others: its part of the search over the site."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from kholboo.audit import labels
from kholboo.core import finding
from kholboo.core.finding import Found, Hit, Question, Source
from kholboo.standards.queries.desk_texts import names_of_entitlements, names_of_texts
from kholboo.standards.queries.search import offered


def put_up() -> None:
    _name_texts()
    finding.offer(Source("standards", _("Standards"), _find))


def _name_texts() -> None:
    labels.name_things("standards.Manifestation", _("text of a standard"), names_of_texts)
    labels.name_things("standards.Entitlement", _("right to read"), names_of_entitlements)
    labels.name_words(
        {"words": _("number of words"), "edition": _("standard"), "version": _("version")}
    )
    labels.register("standards.reading_granted", _("gave a right to read a standard"))
    labels.register("standards.reading_ended", _("took back a right to read a standard"))
    labels.register(
        "standards.member_confirmed", _("confirmed that a person is of an organisation")
    )
    labels.name_things("standards.ReadingTerms", _("terms of reading"))
    labels.register("standards.terms_written", _("wrote a new version of the terms of reading"))
    labels.register("standards.terms_accepted", _("agreed to the terms of reading"))
    labels.register("standards.text_taken", _("took in the text of a standard"))
    labels.name_words({"page": _("page of the text"), "pages": _("number of pages")})
    labels.register("standards.scan_checked", _("put right the words of a scanned page"))
    labels.register("standards.scan_read_again", _("had a scanned page read again"))
    labels.register("standards.scans_read_again", _("had scanned pages read again"))
    labels.register("standards.text_converted", _("made the page of a standard anew"))
    labels.register("standards.text_shown", _("showed the text of a standard to readers"))


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
