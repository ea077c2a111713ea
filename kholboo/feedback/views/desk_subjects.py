"""Naming whom a case is about."""

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kholboo.accounts.access import StaffRequest, staff
from kholboo.feedback.actions import NEEDS, Act
from kholboo.feedback.forms.subjects import SubjectsForm
from kholboo.feedback.queries import desk, subjects
from kholboo.feedback.services.subjects import name_subjects
from kholboo.feedback.views.desk_acts import acted


@staff("feedback.name_subject")
@require_http_methods(["GET", "POST"])
def subjects_of_case(request: StaffRequest, number: str) -> HttpResponse:
    """Who names themselves loses sight of the case at once, as everybody named does."""
    case = desk.case_for(request.user, number, NEEDS[Act.SUBJECTS])
    form = SubjectsForm(
        request.POST if request.method == "POST" else None,
        people=subjects.nameable(case),
        named=subjects.complained_of(case),
        met=subjects.suggested(case),
    )

    def name(form: forms.Form) -> object:
        people = form.chosen  # type: ignore[attr-defined]
        return name_subjects(case, people=people, actor=request.user)

    return acted(request, case, Act.SUBJECTS, form, name, said=_("Kept."))
