"""The entrance of the staff: password or passkey, and a link that sets a password."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kholboo.accounts import queries
from kholboo.accounts.access import PublicRequest, public
from kholboo.accounts.forms import NewPasswordForm, PasskeyForm, StaffForm
from kholboo.accounts.rules import PASSWORD_TRIES, QUARTER
from kholboo.accounts.services import doors, people, second_factor
from kholboo.accounts.views.way import AFTER, doors_are_open, onward, wanted
from kholboo.core.asker import address_of
from kholboo.core.edge import errors_on
from kholboo.core.limits import knock


def _page(request: PublicRequest, form: StaffForm, passkey: PasskeyForm) -> HttpResponse:
    return render(
        request,
        "accounts/staff.html",
        {
            "form": form,
            "passkey": passkey,
            "passkey_options": second_factor.passkey_question(None),
            "next": wanted(request),
            "has_doors": doors_are_open(),
        },
        status=422 if form.errors or passkey.errors else 200,
    )


@public
@never_cache
@require_http_methods(["GET", "POST"])
def staff_login(request: PublicRequest) -> HttpResponse:
    """Password first; the second factor is asked before any page of the staff opens."""
    form = StaffForm(request.POST or None)
    if form.is_valid():
        with errors_on(form):
            doors.sign_in_by_password(request, **form.cleaned_data)
            target = wanted(request)
            request.session[AFTER] = target
            return redirect("accounts:second_factor")
    return _page(request, form, PasskeyForm())


@public
@never_cache
@require_POST
def passkey_login(request: PublicRequest) -> HttpResponse:
    """A passkey is both factors at once: the key and the finger or PIN that opens it."""
    knock("passkey-network", address_of(request), limit=3 * PASSWORD_TRIES, seconds=QUARTER)
    form = PasskeyForm(request.POST)
    if form.is_valid():
        with errors_on(form):
            user = second_factor.check_passkey(None, credential=form.cleaned_data["credential"])
            doors.let_in(request, user)
            doors.pass_second_factor(request, user, by="passkey")
            return redirect(onward(request))
    return _page(request, StaffForm(), form)


@public
@never_cache
@require_http_methods(["GET", "POST"])
def set_password(request: PublicRequest, uid: str, token: str) -> HttpResponse:
    """A link that works once: whoever holds it chooses the password of that account."""
    user = queries.owner_of_link(uid, token)
    form = NewPasswordForm(request.POST or None)
    if form.is_valid():
        with errors_on(form):
            people.set_password(user, form.cleaned_data["password"])
            return redirect("accounts:staff_login")
    return render(
        request,
        "accounts/set_password.html",
        {"form": form, "person": user},
        status=422 if form.errors else 200,
    )
