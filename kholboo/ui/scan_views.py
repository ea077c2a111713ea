"""The page that reads codes. What is read is judged on the phone; only typed numbers come here."""

import json

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from kholboo.ui import scanning
from kholboo.ui.components.links import page_url
from kholboo.ui.views import public


class NumberForm(forms.Form):
    """A number as it stands on a receipt or a certificate."""

    number = forms.CharField(
        label=_("Number"),
        help_text=_(
            "On a receipt it looks like 26-000123-5, on a certificate like 61-26-000001-2."
        ),
        max_length=40,
        error_messages={"required": _("Write the number.")},
    )

    def clean_number(self) -> str:
        path = scanning.path_of_number(self.cleaned_data["number"])
        if path is None:
            raise forms.ValidationError(
                _(
                    "This is not one of our numbers. Check each digit: on a receipt it looks like "
                    "26-000123-5, on a certificate like 61-26-000001-2."
                )
            )
        return path


@public
@require_GET
def scan(request: HttpRequest) -> HttpResponse:
    """The camera, a picture, or a typed number; without scripts the number alone."""
    form = NumberForm(request.GET if "number" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect(page_url(form.cleaned_data["number"]))
    facts = {
        "form": form,
        "origins": json.dumps(scanning.origins()),
        "paths": json.dumps(scanning.paths()),
    }
    return render(request, "ui/scan.html", facts, status=422 if form.errors else 200)
