"""The public page that says how terms are counted, with an example of today."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kholboo.accounts.access import public
from kholboo.agency.queries import head_office
from kholboo.core import clock
from kholboo.feedback.models import TermRule
from kholboo.feedback.queries.counting import basis_of, counting_under
from kholboo.feedback.queries.terms import rules_of_today
from kholboo.feedback.rules import CaseKind
from kholboo.feedback.views.kinds import KINDS


@dataclass(frozen=True)
class TermOfToday:
    """Kinds under the same terms: pairs of (name, is_confirmed), and one of their rules."""

    kinds: list[tuple[object, bool]]
    rule: TermRule
    basis: str


@public
@require_GET
def terms(request: HttpRequest) -> HttpResponse:
    now = clock.now()
    office = head_office()
    rules = rules_of_today(clock.local_date(now, office.zone))
    example = counting_under(rules[0], office=office, started=now, now=now) if rules else None
    facts = {
        "terms": _together(rules),
        "example": example,
        "example_kind": KINDS[CaseKind(rules[0].kind)] if rules else "",
    }
    return render(request, "feedback/intake/terms.html", facts)


def _together(rules: list[TermRule]) -> list[TermOfToday]:
    """Kinds whose terms are the same stand together; what is not confirmed comes last."""
    groups: dict[tuple[object, ...], list[TermRule]] = {}
    for rule in rules:
        same = (rule.term, rule.extension_days, rule.reopen_days, basis_of(rule))
        groups.setdefault(same, []).append(rule)
    return [
        TermOfToday(
            kinds=[
                (KINDS[CaseKind(rule.kind)], rule.is_confirmed)
                for rule in sorted(alike, key=lambda rule: not rule.is_confirmed)
            ],
            rule=alike[0],
            basis=basis_of(alike[0]),
        )
        for alike in groups.values()
    ]
