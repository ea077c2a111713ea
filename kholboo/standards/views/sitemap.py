"""Every edition for search engines: an index, and pieces it names."""

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kholboo.accounts.access import public
from kholboo.core.errors import NotFound
from kholboo.standards.queries import sitemap as queries

XML = "application/xml"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
ANY = "any-standard"  # stands in an address until each takes its own place there


@public
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    places = [_absolute(reverse("standards:sitemap_piece", args=[piece]))
              for piece in queries.pieces()]  # fmt: skip
    rows = "".join(f"<sitemap><loc>{place}</loc></sitemap>\n" for place in places)
    return HttpResponse(f"{HEAD}<sitemapindex {SPACE}>\n{rows}</sitemapindex>\n", content_type=XML)


@public
@require_safe
def piece(request: HttpRequest, piece: int) -> StreamingHttpResponse:
    if piece not in queries.pieces():
        raise NotFound(_("There is no such list of standards."))
    return StreamingHttpResponse(_lines(piece), content_type=XML)


def _lines(piece: int) -> Iterator[str]:
    forms = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            forms.append((code, _absolute(reverse("standards:standard", args=[ANY]))))
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href="{form}"/>' for code, form in forms
    )
    row = "".join(f"<url><loc>{form}</loc>{links}</url>\n" for _code, form in forms)
    yield f'{HEAD}<urlset {SPACE} xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
    for slug in queries.slugs_of(piece):
        yield row.replace(ANY, slug)
    yield "</urlset>\n"


def _absolute(path: str) -> str:
    return f"{settings.PUBLIC_URL}{path}"
