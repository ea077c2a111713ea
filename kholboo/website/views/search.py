"""Search over everything a site shows."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kholboo.accounts.access import public
from kholboo.core.finding import asked
from kholboo.ui.standard_number import NUMBER, tidy_number
from kholboo.website.keeping import kept
from kholboo.website.models.search import EntryKind
from kholboo.website.queries import search as queries
from kholboo.website.queries import sites

LONGEST_NUMBER = 3


@public
@require_safe
@kept
def search(request: HttpRequest) -> HttpResponse:
    """`?q=` words; `&group=` one kind of pages from its beginning to its end."""
    here = sites.known_here(request)
    words, language = request.GET.get("q", ""), sites.language()
    group = request.GET.get("group", "")
    if group in EntryKind.values:
        number = request.GET.get("page", "1")[:LONGEST_NUMBER]
        sheet = queries.sheet(
            words,
            EntryKind(group),
            int(number) if number.isdecimal() else 1,
            here=here,
            language=language,
        )
        facts = {"sheet": sheet, "words": asked(words)}
        return render(request, "website/search/group.html", facts)
    found = queries.search(words, here=here, language=language)
    is_number = NUMBER.match(found.words.upper()) is not None
    standard = tidy_number(found.words) if is_number else found.words
    facts = {"found": found, "words": found.words, "standard": standard, "is_number": is_number}
    return render(request, "website/search/page.html", facts)
