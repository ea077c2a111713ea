"""The administrator's pages of people and posts: who works where, a new person, the end of a post."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kholboo.accounts.access import StaffRequest, staff
from kholboo.accounts.services.staff import send_password_link
from kholboo.agency import queries
from kholboo.agency.forms import OfficeForm, PersonForm
from kholboo.agency.services import staff as posting
from kholboo.core.edge import errors_on
from kholboo.ui.components.navigation import Place

PAGE = 50


@staff("agency.change_posts")
@require_GET
def people(request: StaffRequest) -> HttpResponse:
    """Posts office by office; office and "ended" stand in the address."""
    form = OfficeForm(request.GET)
    office = form.cleaned_data["office"] if form.is_valid() else None
    is_held = request.GET.get("posts") != "ended"
    page = Paginator(queries.posts(office, is_held=is_held), PAGE).get_page(request.GET.get("page"))
    where = {"office": office.slug} if office else {}
    ended = where | {"posts": "ended"}
    return render(
        request,
        "agency/staff.html",
        {
            "form": form,
            "is_held": is_held,
            "page": page,
            "query": urlencode(where if is_held else ended),
            "places": [
                Place(_("Held now"), f"?{urlencode(where)}", is_current=is_held),
                Place(_("Ended"), f"?{urlencode(ended)}", is_current=not is_held),
            ],
        },
        status=422 if form.errors else 200,
    )


@staff("agency.change_posts")
@require_http_methods(["GET", "POST"])
def add_person(request: StaffRequest) -> HttpResponse:
    form = PersonForm(request.POST or None)
    if form.is_valid():
        with errors_on(form):
            post = posting.add_person(form.person(), actor=request.user)
            if post.user.has_usable_password():
                said = _("%(person)s has the post. They sign in with the password they have.")
            else:
                said = _("%(person)s has the post. A link that sets the password is on its way.")
            messages.success(request, said % {"person": post.user.short_name})
            return redirect("agency:staff")
    status = 422 if form.errors else 200
    return render(request, "agency/add_person.html", {"form": form}, status=status)


@staff("agency.change_posts")
@require_http_methods(["GET", "POST"])
def end_post(request: StaffRequest, post_id: int) -> HttpResponse:
    """Asked once more before it is done: the rights are gone at once."""
    post = queries.held_post(post_id)
    if request.method == "POST":
        posting.end_post(post, actor=request.user)
        messages.success(
            request, _("The post of %(person)s has ended.") % {"person": post.user.short_name}
        )
        return redirect("agency:staff")
    return render(request, "agency/end_post.html", {"post": post})


@staff("agency.change_posts")
@require_POST
def send_link(request: StaffRequest, user_id: int) -> HttpResponse:
    person = queries.staff_member(user_id)
    send_password_link(person, actor=request.user)
    messages.success(request, _("The link is on its way to %(to)s.") % {"to": person.email})
    return redirect("agency:staff")
