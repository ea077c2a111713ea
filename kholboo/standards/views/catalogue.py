"""The page of each standard; both of its addresses are permanent."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kholboo.accounts.access import public
from kholboo.agency.queries import head_office
from kholboo.standards.queries import catalogue as queries
from kholboo.standards.queries import lineage
from kholboo.standards.queries.changes import history_of
from kholboo.standards.queries.classes import trail_of
from kholboo.standards.queries.committees import price_of
from kholboo.standards.queries.enquiry import latest_of
from kholboo.standards.queries.texts import text_of
from kholboo.standards.services.watching import watch_by
from kholboo.standards.structured import json_ld


@public
@require_safe
def read(request: HttpRequest, standard: str) -> HttpResponse:
    """A dated address shows that edition; an undated one the edition in force."""
    edition = queries.meant_by(standard)
    shown = queries.standing(edition)
    line, editions = lineage.line_of(edition), queries.editions_of(edition.work)
    ties, price = queries.links_of(edition), price_of(edition)
    in_line = {row.edition.pk for row in line}
    facts = {
        "shown": shown,
        "edition": edition,
        "text": text_of(edition),
        "enquiry": latest_of(edition),
        # Where the line tells of them all, they need not be told again.
        "editions": editions if any(row.edition.pk not in in_line for row in editions) else [],
        "line": line,
        "followed": watch_by(request.user, edition.work),
        "groups": lineage.groups_of(ties),
        "json_ld": json_ld(edition, shown.status, ties=ties, price=price),
        "history": history_of(edition),
        "price": price,
        "office": head_office(),
        "classes": [(row, trail_of(row)) for row in edition.ics.all()],
        "permanent": reverse("standards:standard", args=[edition.slug]),
    }
    return render(request, "standards/standard.html", facts)
