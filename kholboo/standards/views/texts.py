"""The conversion desk: a file is taken in, looked at as a phone shows it, and shown to readers."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core.edge import errors_on
from kholboo.documents.services.serving import serve
from kholboo.standards import faults
from kholboo.standards.forms.texts import TextForm
from kholboo.standards.pages import led
from kholboo.standards.queries import desk_texts as queries
from kholboo.standards.queries.scans import progress_of
from kholboo.standards.queries.texts import contents_of
from kholboo.standards.reading import TextState
from kholboo.standards.rights import PUBLISH
from kholboo.standards.services import reconverting
from kholboo.standards.services import texts as services


@staff("standards.keep_texts")
@require_GET
def texts(request: StaffRequest) -> HttpResponse:
    facts = {"texts": queries.latest_texts(), "old_pages": queries.texts_of_old_pages()}
    return render(request, "standards/desk/texts.html", facts)


@staff("standards.keep_texts")
@require_http_methods(["GET", "POST"])
def take(request: StaffRequest) -> HttpResponse:
    """`?edition=`: the number to begin with."""
    begun = {"edition": request.GET.get("edition", "")[:70]}
    form = TextForm(request.POST or None, request.FILES or None, initial=begun)
    if form.is_valid():
        sent = form.cleaned_data
        with errors_on(form):
            made = services.take_upload(
                sent["edition"],
                sent["file"].name,
                form.content(),
                sent["pictures"],
                actor=request.user,
            )
            messages.success(
                request, _("Taken in. Look it through; a second person shows it to readers.")
            )
            return redirect("standards:text", made.pk)
    status = 422 if form.errors else 200
    return render(request, "standards/desk/take_text.html", {"form": form}, status=status)


@staff("standards.keep_texts")
@require_GET
def text(request: StaffRequest, text_id: int) -> HttpResponse:
    found = queries.text_at(text_id)
    pictures = reverse("standards:text_picture", args=[found.pk, 0]).removesuffix("0/")
    is_own = found.made_by_id == request.user.pk
    facts = {
        "text": found,
        "problems": [(one, faults.sentence(one)) for one in found.problems],
        "clauses": contents_of(found),
        "scans": progress_of(found),
        "pages": [led(part, pictures) for part in found.parts.all()],
        "refused": [(one, faults.sentence(one)) for one in found.refused_problems],
        "is_complete": found.state != TextState.SHOWN and not found.lost,
        "is_own": is_own,
        "may_decide": not is_own and request.user.has_perm(PUBLISH),
    }
    return render(request, "standards/desk/text.html", facts)


@staff("standards.publish_change")
@require_POST
def show(request: StaffRequest, text_id: int) -> HttpResponse:
    found = queries.text_at(text_id)
    services.show(found, actor=request.user)
    messages.success(request, _("Readers see this text now."))
    return redirect("standards:text", found.pk)


@staff("standards.publish_change")
@require_POST
def convert_anew(request: StaffRequest, text_id: int) -> HttpResponse:
    """Take the page of the present converter, which was not taken by itself."""
    found = queries.text_at(text_id)
    reconverting.take_anew(found, actor=request.user)
    messages.success(request, _("The page is made anew. Look it through."))
    return redirect("standards:text", found.pk)


@staff("standards.keep_texts")
@require_GET
def file(request: StaffRequest, text_id: int) -> HttpResponseBase:
    """The file as it came."""
    return serve(queries.text_at(text_id).document, variant="original", request=request)


@staff("standards.keep_texts")
@require_GET
def picture(request: StaffRequest, text_id: int, picture_no: int) -> HttpResponseBase:
    return serve(queries.picture_of(text_id, picture_no).document, request=request)
