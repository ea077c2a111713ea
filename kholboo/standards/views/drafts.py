"""Drafts that are open for comments: the list, a draft clause by clause, a comment, what was said."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kholboo.accounts.access import public
from kholboo.accounts.models import User
from kholboo.core import clock
from kholboo.core.asker import address_of
from kholboo.core.edge import errors_on
from kholboo.core.errors import TooMany
from kholboo.core.packing import packed
from kholboo.standards.commenting import CommentKind, Phase
from kholboo.standards.drafting import with_keys
from kholboo.standards.forms.enquiry import CommentForm
from kholboo.standards.models import Enquiry
from kholboo.standards.pages import led
from kholboo.standards.queries import catalogue, texts
from kholboo.standards.queries import enquiry as queries
from kholboo.standards.services import enquiry as services

LONGEST_NUMBER = 4
KINDS = {
    CommentKind.GENERAL.value: gettext_lazy("about the whole draft or its purpose"),
    CommentKind.TECHNICAL.value: gettext_lazy("about what is required, measured or allowed"),
    CommentKind.EDITORIAL.value: gettext_lazy("about words, spelling or numbers of clauses"),
}


@public
@require_safe
def drafts(request: HttpRequest) -> HttpResponse:
    found = queries.enquiries()
    return render(
        request, "standards/drafts/drafts.html", {name.value: found[name] for name in Phase}
    )


@public
@require_safe
def draft(request: HttpRequest, enquiry_id: int) -> HttpResponse:
    """What the draft is, until when it is open, and what was said to it; `?page=`."""
    enquiry = queries.enquiry_at(enquiry_id)
    number = request.GET.get("page", "1")[:LONGEST_NUMBER]
    facts = {
        "enquiry": enquiry,
        "edition": enquiry.edition,
        "reading": queries.reading_of(enquiry),
        "sheet": queries.sheet_of(enquiry, int(number) if number.isdecimal() else 1),
    }
    return render(request, "standards/drafts/draft.html", facts)


@public
@require_safe
@packed
def read(request: HttpRequest, enquiry_id: int) -> HttpResponse:
    """The text of the draft; while it is open, each clause has a way to comment on it."""
    enquiry = queries.enquiry_at(enquiry_id)
    reading = queries.reading_of(enquiry)
    if reading is None:
        return redirect("standards:draft", enquiry.pk)
    edition = catalogue.meant_by(enquiry.edition.slug)
    pictures = reverse("standards:picture", args=[edition.slug, 0]).removesuffix("0/")
    contents, parts = texts.contents_of(reading.text), texts.parts_of(reading)
    if enquiry.is_open:
        with_keys(parts, contents, reverse("standards:comment", args=[enquiry.pk]))
    facts = {
        "enquiry": enquiry,
        "shown": catalogue.standing(edition),
        "edition": edition,
        "reading": reading,
        "text": reading.text,
        "pages": [led(part, pictures) for part in parts],
        "contents": contents,
        "today": clock.local_date(clock.now()),
    }
    return render(request, "standards/drafts/read.html", facts)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: HttpRequest, enquiry_id: int) -> HttpResponse:
    """`?clause=` the anchor of the clause it is about."""
    enquiry = queries.enquiry_at(enquiry_id)
    clause = queries.clause_of(queries.reading_of(enquiry), request.GET.get("clause", ""))
    if request.method != "POST":
        first = {"clause": clause.label if clause else "", **_known(request)}
        form = CommentForm(initial=first)
        return _shown(request, enquiry, form, clause=clause)
    form = CommentForm(request.POST)
    if not form.is_valid():
        return _shown(request, enquiry, form, clause=clause, status=422)
    try:
        with errors_on(form):
            kept = services.send(
                enquiry,
                form.remark(),
                form=form.cleaned_data["form"],
                email=form.cleaned_data["email"],
                asker=address_of(request),
            )
            return redirect("standards:comment_sent", enquiry.pk, kept.key)
    except TooMany as refusal:
        # What was typed stays on the page.
        form.add_error(None, refusal.message)
        response = _shown(request, enquiry, form, clause=clause, status=429)
        response["Retry-After"] = str(refusal.seconds)
        return response
    return _shown(request, enquiry, form, clause=clause, status=422)


@public
@require_safe
def sent(request: HttpRequest, enquiry_id: int, comment_key: UUID) -> HttpResponse:
    """Their own comment for whoever sent it, and how it stands."""
    enquiry = queries.enquiry_at(enquiry_id)
    kept = queries.sent_comment(enquiry, comment_key)
    facts = {"enquiry": enquiry, "edition": enquiry.edition, "comment": kept}
    response = render(request, "standards/drafts/sent.html", facts)
    response["Cache-Control"] = "no-store"
    return response


def _shown(
    request: HttpRequest, enquiry: Enquiry, form: CommentForm, status: int = 200, **facts: object
) -> HttpResponse:
    term = _(
        "We write to it when your comment is answered and when the enquiry closes. Only officers "
        "may open it. It is deleted %(days)s days after the enquiry closes."
    )
    facts |= {
        "enquiry": enquiry,
        "edition": enquiry.edition,
        "form": form,
        "kinds": KINDS,
        "term": term % {"days": enquiry.contact_days},
    }
    return render(request, "standards/drafts/comment.html", facts, status=status)


def _known(request: HttpRequest) -> dict[str, str]:
    """Of somebody signed in: the address stands there already and may be taken out."""
    user = request.user
    return {"email": user.email or ""} if isinstance(user, User) else {}
