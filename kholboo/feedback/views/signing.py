"""Signing a joint petition: read the words, say who you are, type the code, take it back."""

import base64
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kholboo.accounts.access import PublicRequest, public
from kholboo.core import limits, seal
from kholboo.core.asker import address_of
from kholboo.core.edge import errors_on
from kholboo.core.errors import TooMany
from kholboo.feedback.forms.joint import SignCodeForm, SignForm
from kholboo.feedback.models import Case
from kholboo.feedback.people import spaced
from kholboo.feedback.queries import joint
from kholboo.feedback.services.joint import ask_code, sign, withdraw_signature
from kholboo.feedback.signers import Signer

WAITING, SIGNED = "signing", "signed"
# Signatures one browser remembers as its own.
MOST = 20
# Looks at sign pages from one network address in a quarter of an hour.
LOOKS, QUARTER = 300, 900


@public
@never_cache
@require_http_methods(["GET", "POST"])
def sign_page(request: PublicRequest, token: str) -> HttpResponse:
    """The petition's words and nothing about people; a name and a phone ask for the code."""
    case = _case(request, token)
    form = SignForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            with errors_on(form):
                _ask(request, case, form.signer())
                return redirect("feedback:sign_code", token)
        except TooMany as error:
            form.add_error(None, error.message)
            status = 429
    mine = joint.signature_among(request.session.get(SIGNED, []), case)
    facts = {
        "case": case,
        "token": token,
        "form": form if case.is_open and mine is None else None,
        "mine": mine,
        "signed": joint.signed(case),
        "zone": case.office.zone,
    }
    status = 422 if form.errors and status == 200 else status
    return _apart(render(request, "feedback/joint/sign.html", facts, status=status))


@public
@never_cache
@require_http_methods(["GET", "POST"])
def sign_code(request: PublicRequest, token: str) -> HttpResponse:
    case = _case(request, token)
    waiting = _waiting(request, case)
    if waiting is None:
        return redirect("feedback:sign", token)
    key, signer = waiting
    form = SignCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with errors_on(form):
            code = form.cleaned_data["code"]
            row = sign(case, signer, key=key, code=code, language=get_language() or "mn")
            del request.session[WAITING]
            kept = request.session.get(SIGNED, [])
            request.session[SIGNED] = [*(pk for pk in kept if pk != row.pk), row.pk][-MOST:]
            messages.success(request, _("Your name stands under the petition. Thank you."))
            return redirect("feedback:sign", token)
    facts = {"case": case, "token": token, "form": form, "phone": spaced(signer.phone)}
    status = 422 if form.errors else 200
    return _apart(render(request, "feedback/joint/code.html", facts, status=status))


@public
@require_POST
def unsign(request: PublicRequest, token: str) -> HttpResponse:
    """Take one's own name back; whoever signed on another phone proves it by a code again."""
    case = _case(request, token)
    mine = joint.signature_among(request.session.get(SIGNED, []), case)
    if mine:
        withdraw_signature(case, mine.pk)
        messages.success(request, _("Your name is taken out of the petition."))
    return redirect("feedback:sign", token)


def _case(request: HttpRequest, token: str) -> Case:
    limits.knock("feedback.sign-page", address_of(request), limit=LOOKS, seconds=QUARTER)
    return joint.case_to_sign(token)


def _ask(request: HttpRequest, case: Case, signer: Signer) -> None:
    """Send the code; name and phone wait in the session, sealed, until the code comes back."""
    asker = address_of(request)
    key = ask_code(case, signer, language=get_language() or "mn", asker=asker)
    values = {
        "family_name": signer.family_name,
        "given_name": signer.given_name,
        "phone": signer.phone,
    }
    sealed = seal.seal(values, data_key=seal.house_key("signing"), row=f"signing:{key}")
    request.session[WAITING] = [case.pk, str(key), base64.b64encode(sealed).decode()]


def _waiting(request: HttpRequest, case: Case) -> tuple[UUID, Signer] | None:
    kept = request.session.get(WAITING)
    if not kept or kept[0] != case.pk:
        return None
    _case_id, key, sealed = kept
    values = seal.unseal(
        base64.b64decode(sealed), data_key=seal.house_key("signing"), row=f"signing:{key}"
    )
    return UUID(key), Signer(**values)


def _apart(response: HttpResponse) -> HttpResponse:
    """The address is a right of its own: no other site shall learn it from a link we show.

    Nobody is told more than the host. Not `no-referrer`: under it a browser says `Origin: null`
    when the form is sent, and the guard against forged forms refuses it.
    """
    response["Referrer-Policy"] = "strict-origin"
    return response
