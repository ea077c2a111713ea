"""Who signed a joint petition, for those who work on it; every look is kept."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kholboo.accounts.access import StaffRequest, staff
from kholboo.audit import services as audit
from kholboo.feedback.queries import desk, joint


@staff("feedback.read_signatures")
@require_GET
def signatures(request: StaffRequest, number: str) -> HttpResponse:
    case = desk.case_for(request.user, number, "feedback.read_signatures")
    asked = request.GET.get("after", "")
    after = int(asked) if asked.isdecimal() and len(asked) < 18 else 0
    rows, more = joint.signers_of(case, after=after)
    audit.record("feedback.signatures_viewed", case, actor=request.user)
    standing = joint.standing_of(case)
    facts = {
        "case": case,
        "standing": standing,
        "rows": rows,
        "more": more,
        "signed": standing.signed if standing else 0,
        "zone": case.office.zone,
        "may_register": "feedback.register_case" in desk.permissions_of(request.user),
    }
    return render(request, "feedback/joint/signatures.html", facts)
