"""The app's own addresses: its manifest, its worker, and the pages that work without network."""

import hashlib
import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from kholboo.ui.manifest import manifest
from kholboo.ui.shell import shell
from kholboo.ui.views import public

SOURCES = Path(__file__).resolve().parent / "static" / "ui" / "app"


@public
@require_GET
@cache_control(public=True, max_age=3600)
def web_manifest(request: HttpRequest) -> HttpResponse:
    """A site that bears a name of its own says it in `request.site_name`, and its place with it."""
    name = getattr(request, "site_name", "") or _("Agency for Standardization and Metrology")
    return JsonResponse(
        manifest(str(name), place=str(getattr(request, "site_place", ""))),
        content_type="application/manifest+json",
        json_dumps_params={"ensure_ascii": False},
    )


@public
@require_GET
@never_cache
def worker(request: HttpRequest) -> HttpResponse:
    """The worker with its facts on top; a new byte here is a new version on every phone.

    `APP=off` serves the worker that takes itself away (docs/how-to/app.md).
    """
    return HttpResponse(worker_source(), content_type="text/javascript; charset=utf-8")


def worker_source() -> str:
    if settings.APP == "off":
        return _source("off.js")
    facts = {
        "version": version(),
        "pages": shell.pages,
        "instead": shell.instead,
        "never": shell.never,
        "scripts": [static(script) for script in shell.scripts],
    }
    return f"const APP = {json.dumps(facts)};\n{_source('worker.js')}"


def version() -> str:
    """Changes with any static file that `collectstatic` put out, and with what is kept."""
    made_of = [
        str(getattr(staticfiles_storage, "manifest_hash", "")),
        _source("worker.js"),
        json.dumps([shell.pages, shell.instead, shell.never, shell.scripts]),
    ]
    return hashlib.sha256("\n".join(made_of).encode()).hexdigest()[:12]


@cache
def _source(name: str) -> str:
    return (SOURCES / name).read_text(encoding="utf-8")


@public
@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """What a phone shows in place of a page it cannot reach; the same for everybody."""
    return render(request, "ui/app/offline.html")


@public
@require_GET
def saved(request: HttpRequest) -> HttpResponse:
    """Pages somebody kept on this phone, put there by `saved.js`: the server knows none of them."""
    return render(request, "ui/app/saved.html")


@public
@require_GET
def more(request: HttpRequest) -> HttpResponse:
    """Everything the bottom row of a phone has no room for."""
    return render(request, "ui/app/more.html")


@csrf_exempt
@public
@require_http_methods(["GET", "POST"])
def share(request: HttpRequest) -> HttpResponse:
    """Where a photo shared into the app goes when no worker took it: say what to do instead.

    The body is not read: the photo stays on the phone, from where it can be chosen.
    """
    return render(request, "ui/app/share.html")
