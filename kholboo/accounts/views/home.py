"""My pages: who I am, whom I speak for, and what the houses above put here."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kholboo.accounts import queries
from kholboo.accounts.access import MemberRequest, member
from kholboo.accounts.forms import OrganisationForm, ProfileForm
from kholboo.accounts.links import grouped_links
from kholboo.accounts.models import User
from kholboo.accounts.services import people
from kholboo.core.edge import errors_on


@member
@never_cache
@require_GET
def home(request: MemberRequest) -> HttpResponse:
    memberships = list(queries.memberships_of(request.user))
    return render(
        request,
        "accounts/home.html",
        {
            "groups": grouped_links(request.user),
            "layout": "ui/desk.html" if request.user.is_staff else "ui/base.html",
            "person_facts": _facts(request.user),
            "memberships": memberships,
            "has_unconfirmed": any(one.confirmed_at is None for one in memberships),
        },
    )


@member
@never_cache
@require_http_methods(["GET", "POST"])
def profile(request: MemberRequest) -> HttpResponse:
    user = request.user
    known = {name: getattr(user, name) for name in ("family_name", "given_name", "language")}
    form = ProfileForm(request.POST or None, initial=known)
    if form.is_valid():
        people.save_profile(user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("accounts:home")
    return render(
        request, "accounts/profile.html", {"form": form}, status=422 if form.errors else 200
    )


@member
@never_cache
@require_http_methods(["GET", "POST"])
def add_organisation(request: MemberRequest) -> HttpResponse:
    form = OrganisationForm(request.POST or None)
    if form.is_valid():
        with errors_on(form):
            people.declare_organisation(request.user, **form.cleaned_data)
            return redirect("accounts:home")
    return render(
        request, "accounts/organisation.html", {"form": form}, status=422 if form.errors else 200
    )


@member
@require_POST
def leave_organisation(request: MemberRequest, membership_id: int) -> HttpResponse:
    people.leave_organisation(queries.membership_of(request.user, membership_id))
    return redirect("accounts:home")


def _facts(user: User) -> list[tuple[str, str]]:
    languages = {"mn": "Монгол", "en": "English"}
    known = [
        (_("Name"), f"{user.family_name} {user.given_name}".strip()),
        (_("E-mail"), user.email or ""),
        (_("Phone"), user.phone or ""),
        (_("Language of our messages"), languages[user.language]),
    ]
    return [(name, value) for name, value in known if value]
