"""Pages that every site has without an editor: offices, the map of the site."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kholboo.accounts.access import public
from kholboo.website.keeping import kept
from kholboo.website.queries import robots, sites


@public
@require_safe
@kept
def departments(request: HttpRequest) -> HttpResponse:
    return render(request, "website/departments.html", {"places": sites.offices()})


@public
@require_safe
@kept
def site_map(request: HttpRequest) -> HttpResponse:
    facts = {"branches": robots.tree_of(sites.known_here(request), sites.language())}
    return render(request, "website/site_map.html", facts)


@public
@require_safe
@kept
def sitemap_xml(request: HttpRequest) -> HttpResponse:
    """Every page of this site with its languages, for search engines."""
    facts = {"rows": robots.addresses_of(sites.known_here(request))}
    return render(request, "website/sitemap.xml", facts, content_type="application/xml")


@public
@require_safe
@kept
def robots_txt(request: HttpRequest) -> HttpResponse:
    facts = {"root": sites.known_here(request).root, "closed": robots.CLOSED}
    return render(request, "website/robots.txt", facts, content_type="text/plain; charset=utf-8")
