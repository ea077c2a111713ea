"""The desk of the catalogue: what waits for a second person, finding an edition, what happened."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kholboo.accounts.access import StaffRequest, staff
from kholboo.standards.queries import changes as queries
from kholboo.standards.queries.desk_texts import texts_to_show
from kholboo.standards.queries.search import search
from kholboo.standards.rights import KEEP_TEXTS

LONGEST_KEY = 18


@staff("standards.read_desk")
@require_GET
def desk(request: StaffRequest) -> HttpResponse:
    """`?q=` a number or words: editions to change."""
    words = request.GET.get("q", "")
    found = search(words) if words.strip() else None
    to_show = texts_to_show() if request.user.has_perm(KEEP_TEXTS) else []
    facts = {
        "waiting": queries.waiting(),
        "to_show": to_show,
        "decided": queries.decided(),
        "found": found,
    }
    return render(request, "standards/desk/desk.html", facts)


@staff("standards.read_desk")
@require_GET
def events(request: StaffRequest) -> HttpResponse:
    """Everything published, the newest first; `?before=` goes on with what is older."""
    before = request.GET.get("before", "")[:LONGEST_KEY]
    rows = queries.latest_events(int(before) if before.isascii() and before.isdecimal() else None)
    shown = rows[: queries.MOST_SHOWN]
    more = shown[-1].event.pk if len(rows) > len(shown) else None
    return render(request, "standards/desk/events.html", {"rows": shown, "more": more})
