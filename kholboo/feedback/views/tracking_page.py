"""What the page of one followed case shows; every form of it comes back here with its errors."""

from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kholboo.core import clock
from kholboo.core.formats.days import day_long
from kholboo.feedback.forms.tracking import MessageForm, RatingForm, ReopenForm
from kholboo.feedback.models import Case
from kholboo.feedback.publication import PublicationState
from kholboo.feedback.queries import progress, published, timeline, tracking
from kholboo.feedback.queries.bodies import forwarding_of, letter_sent_at
from kholboo.feedback.queries.certificates import certificate_of
from kholboo.feedback.queries.counting import counting_of
from kholboo.feedback.queries.links import appeal_of
from kholboo.feedback.queries.oral import spoken_of
from kholboo.feedback.queries.timeline import Doors, Reader
from kholboo.feedback.queries.tracking import PublicStory
from kholboo.feedback.rules import UNSORTED, CaseKind, CaseStatus, may_move
from kholboo.feedback.views.standing import joint_facts
from kholboo.notifications.services.devices import public_key

RATED_IN = (CaseStatus.ANSWERED, CaseStatus.CLOSED)


def case_page(
    request: HttpRequest,
    case: Case,
    *,
    form: BaseForm | None = None,
    kept_text: str = "",
    status: int = 200,
) -> HttpResponse:
    """The whole page. `form` came back with errors; `kept_text` was typed and not sent yet."""
    if case.erased_at:
        return _erased_page(request, case)
    story = tracking.story_of(case)
    if form is not None and isinstance(form, MessageForm) and not case.is_open:
        # Answered while they were writing: their words go where they can still be sent.
        kept_text = form.data.get("text", "")
    context = {
        **_where_it_stands(case, story),
        **_forms(case, story, form, kept_text),
        **_appeal(case, story),
        "case": case,
        "title": title_of(case),
        "story": story,
        "lines": timeline.lines(case, story.events, reader=Reader.CITIZEN, doors=doors(case)),
        "facts": _facts(case),
        "sent_files": [
            (row.document.original_name, doors(case).file(row))
            for row in story.files
            if row.event_id is None or row.event_id == story.events[0].pk
        ],
        "kept_text": kept_text,
        "wrong_form": form,
        "has_letter": bool(story.answers),
        "has_notices": bool(public_key()),
        **joint_facts(case),
        "spoken": spoken_of(case),
        **_publication(case, story),
    }
    return render(request, "feedback/tracking/case.html", context, status=status)


def _appeal(case: Case, story: PublicStory) -> dict[str, Any]:
    """The way to the superior body, once there is an answer; then nothing is reopened beside it."""
    if case.status not in RATED_IN or not story.answers:
        return {}
    made = appeal_of(case)
    return {"appeal": made, "may_appeal": True, **({"reopen_form": None} if made else {})}


def _erased_page(request: HttpRequest, case: Case) -> HttpResponse:
    """What may still be said of a case whose person was erased."""
    facts = [
        (_("Kind"), case.get_kind_display()),
        (_("Received"), day_long(clock.local_date(case.received_at, case.office.zone))),
        (_("Status"), case.get_status_display()),
        (_("Decision"), case.get_outcome_display()),
        (_("Who answers"), case.office.name),
    ]
    context = {"case": case, "title": title_of(case), "facts": facts}
    return render(request, "feedback/tracking/erased.html", context)


def _where_it_stands(case: Case, story: PublicStory) -> dict[str, Any]:
    now = clock.now()
    zone = case.office.zone
    until = tracking.reopen_until(case)
    forwarding = forwarding_of(case)
    return {
        "sentence": progress.status_sentence(case),
        "stages": progress.stages(case, story.events),
        "forwarding": forwarding,
        "forwarding_sent_at": letter_sent_at(case) if forwarding else None,
        "question": progress.question_of(case, story.events),
        "suspension": progress.suspension_of(case, story.events),
        "waits_for": timeline.waits_for(case),
        "counting": counting_of(case, now=now) if case.is_open else None,
        "today": clock.local_date(now, zone),
        "started": clock.local_date(case.clock_started_at, zone),
        "zone": zone,
        "answer": story.answer if story.answer and story.answer.round == case.round else None,
        "earlier": [answer for answer in story.answers if answer.round < case.round],
        "reopen_until": clock.local_date(until, zone) if until else None,
        "may_withdraw": may_move(CaseStatus(case.status), CaseStatus.WITHDRAWN),
    }


def _forms(
    case: Case, story: PublicStory, wrong: BaseForm | None, kept_text: str
) -> dict[str, BaseForm | None]:
    """The forms this case allows now; the one that came back wrong in place of its fresh one."""
    fresh: dict[str, BaseForm | None] = {
        "message_form": MessageForm(initial={"text": kept_text}) if case.is_open else None,
        "rating_form": (RatingForm() if case.status in RATED_IN and story.rating is None else None),
        "reopen_form": (
            ReopenForm(initial={"round": case.round, "reason": kept_text})
            if tracking.may_reopen(case, now=clock.now())
            else None
        ),
    }
    kinds = {"message_form": MessageForm, "rating_form": RatingForm, "reopen_form": ReopenForm}
    return {
        name: wrong if usual is not None and isinstance(wrong, kinds[name]) else usual
        for name, usual in fresh.items()
    }


def _publication(case: Case, story: PublicStory) -> dict[str, Any]:
    """Whether the citizen was asked to let the answer be published, and where it is read."""
    if not story.answers:
        return {}
    publication = published.publication_of(case)
    is_out = publication is not None and publication.state == PublicationState.PUBLISHED
    is_theirs = publication is not None and not publication.is_general
    return {
        "may_consent": True,
        "consent": published.consent_of(case),
        "publication": publication if is_out and is_theirs else None,
    }


def doors(case: Case) -> Doors:
    return Doors(
        file=lambda file: reverse("feedback:track_file", args=[case.number, file.document_id]),
        letter=lambda round: reverse("feedback:track_letter", args=[case.number, round]),
    )


def title_of(case: Case) -> str:
    titles = {
        CaseKind.COMPLAINT: _("Your complaint"),
        CaseKind.REQUEST: _("Your request"),
        CaseKind.PETITION: _("Your petition"),
        CaseKind.SUGGESTION: _("Your suggestion"),
    }
    return titles[CaseKind(case.kind)]


def _facts(case: Case) -> list[tuple[str, object]]:
    # After a reopening the officer of the round before is not the one in charge any more.
    handler = None if case.status in UNSORTED else case.handler
    return [
        (_("Who answers"), "" if case.status == CaseStatus.FORWARDED else case.office.name),
        (_("Unit"), case.unit.name if case.unit else ""),
        (_("Officer in charge"), handler.short_name if handler else ""),
        (_("Service"), case.service.name if case.service else ""),
        (_("Place"), case.aimag.name if case.aimag else ""),
        (_("About the certificate"), certificate_of(case)),
    ]
