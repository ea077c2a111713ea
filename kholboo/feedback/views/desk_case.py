"""The page of one case, its files and its letters."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.forms import BaseForm
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kholboo.accounts.access import StaffRequest, staff
from kholboo.accounts.models import User
from kholboo.agency.absence import hands_of
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.formats.days import moment_short
from kholboo.core.seal import Unsealable
from kholboo.documents.rules import Variant
from kholboo.documents.services.serving import serve
from kholboo.feedback import actions
from kholboo.feedback.contacts import Person, person_of
from kholboo.feedback.models import Case, CaseFile, CaseSubject, IncomingLetter, Posting
from kholboo.feedback.people import spaced
from kholboo.feedback.queries import desk, links, mentions, subjects, timeline
from kholboo.feedback.queries.bodies import awaits_post, forwarding_of
from kholboo.feedback.queries.certificates import certificate_beside
from kholboo.feedback.queries.counting import counting_of
from kholboo.feedback.queries.extension import may_extend
from kholboo.feedback.queries.inquiry import inquiry_of
from kholboo.feedback.queries.links import Link
from kholboo.feedback.queries.mail import letters_of
from kholboo.feedback.queries.parts import Part, parts_of
from kholboo.feedback.queries.postings import to_post
from kholboo.feedback.queries.proofs import proofs_of
from kholboo.feedback.queries.sensitive import SITTING
from kholboo.feedback.queries.timeline import Doors, Reader
from kholboo.feedback.rules import (
    UNSORTED,
    CaseKind,
    CaseStatus,
    Channel,
    LinkKind,
    PersonKind,
    ReplyBy,
)
from kholboo.feedback.views.desk_words import STATUSES, Door, door_of, marks_of
from kholboo.feedback.views.kinds import KINDS
from kholboo.feedback.views.letter import letter_shown
from kholboo.feedback.views.standing import petition_facts


@dataclass(frozen=True)
class ShownFile:
    """A file of the case as the page shows it: sound is played, pictures are small."""

    name: str
    size: int
    href: str
    original: str
    thumb: str = ""
    is_audio: bool = False


def read_case(request: StaffRequest, number: str, permission: str = desk.READ) -> Case:
    """The case for any page or paper that says what it says, and who sent it.

    History keeps the look, or a letter's address would be a way to read what nobody would know.
    """
    case = desk.case_for(request.user, number, permission)
    audit.record_view(case, actor=request.user, once_in=SITTING)
    return case


@staff("feedback.read_case")
@require_GET
def case_page(request: StaffRequest, number: str) -> HttpResponse:
    case = desk.case_for(request.user, number)
    return case_shown(request, case)


def case_shown(
    request: StaffRequest,
    case: Case,
    *,
    act: actions.Act | None = None,
    form: BaseForm | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The whole page; with `act` the panel of that action stands open in it."""
    # The auditor asks who looked and when: one line for each sitting says it, and most visits
    # write nothing.
    audit.record_view(case, actor=request.user, once_in=SITTING)
    story = desk.story_of(case)
    now, zone = clock.now(), case.office.zone
    held = desk.permissions_of(request.user)
    parts = parts_of(case)
    named = subjects.subjects_of(case) if Part.SUBJECT in parts else []
    offered = doors_for(case, request.user)
    linked = links.links_of(case, user=request.user) if Part.LINK in parts else []
    lines = timeline.lines(case, story.events, reader=Reader.DESK, doors=doors(case))
    proofs = {} if case.erased_at else proofs_of(story.events)
    context = {
        "case": case,
        "kind": KINDS[CaseKind(case.kind)],
        "look": STATUSES[CaseStatus(case.status)],
        "marks": marks_of(case),
        "rating": desk.rating_of(case) if case.is_unhappy else None,
        "today": clock.local_date(now, zone),
        "started": clock.local_date(case.clock_started_at, zone),
        "zone": zone,
        "counting": counting_of(case, now=now) if case.is_open else None,
        "answer": story.answers[-1] if story.answers else None,
        "papers": papers_of(case, story.files),
        "lines": [(line, proofs.get(line.key, [])) for line in lines[::-1]],
        "unreached": [proof for row in proofs.values() for proof in row if proof.is_failed],
        "forwarding": None if case.erased_at else forwarding_of(case),
        "to_post": _to_post(case, parts, held),
        "facts": _facts(case, named),
        "about": certificate_beside(case, parts),
        "reads_registers": request.user.has_perm("registers.read_desk"),
        "inquiry": inquiry_of(case, parts),
        "may_investigate": "feedback.investigate_case" in held,
        "links": linked,
        "named": [] if case.erased_at else mentions.named_by(case),
        "letters": _letters(case, parts, held),
        "may_link": actions.NEEDS[actions.Act.LINK] in held,
        "twins": waiting_twins(case, linked, request.user),
        "person": person_at(case),
        **petition_facts(case, held, parts),
        "doors": offered[: actions.AT_HAND],
        "more_doors": offered[actions.AT_HAND :],
        "met": subjects.suggested(case) if _asks_whom(case, held, named) else {},
        "may_register": "feedback.register_case" in held,
        "may_propose": "feedback.propose_answer" in held,
        "act": act,
        "form": form,
        **more,
    }
    return render(request, "feedback/desk/case.html", context, status=status)


def _to_post(case: Case, parts: Collection[Part], held: frozenset[str]) -> list[Posting]:
    return to_post(case) if Part.POSTING in parts and "feedback.post_letter" in held else []


def _letters(case: Case, parts: Collection[Part], held: frozenset[str]) -> list[IncomingLetter]:
    return letters_of(case) if Part.LETTER in parts and "feedback.read_mail" in held else []


def doors_for(case: Case, user: User) -> list[tuple[Door, str]]:
    """The actions this person may take now, with their addresses; what comes next stands first.

    None on an erased case.
    """
    if case.erased_at:
        return []
    held = desk.permissions_of(user)
    status = CaseStatus(case.status)
    acts = actions.allowed(
        status,
        is_handler=case.handler_id in hands_of(user),
        permissions=held,
        may_extend=may_extend(user, case, now=clock.now()),
        awaits_post=awaits_post(forwarding_of(case)),
        is_unhappy=case.is_unhappy,
    )
    acts += actions.aside(status, permissions=held)
    found = [door_of(act, case.status) for act in acts]
    return [(door, reverse(door.view, args=[case.number])) for door in found]


def waiting_twins(case: Case, linked: list[Link], user: User) -> list[Case]:
    """Duplicates that may get the answer this case has; asked for only where there are any."""
    has_twins = any(row.kind == LinkKind.DUPLICATE and not row.is_from_here for row in linked)
    is_answered = case.status in (CaseStatus.ANSWERED, CaseStatus.CLOSED)
    return links.waiting_duplicates(case, user=user) if has_twins and is_answered else []


def _asks_whom(case: Case, held: frozenset[str], named: list[CaseSubject]) -> bool:
    """Whether to look for names in the text: until the case is given to somebody, for a head."""
    is_new = case.status in UNSORTED and actions.NEEDS[actions.Act.SUBJECTS] in held
    return is_new and not named


def person_at(case: Case) -> list[tuple[str, object]]:
    """The sender as pairs for the page. An erased or damaged contact says so instead."""
    if case.erased_at:
        return [(_("Sender"), _("erased"))]
    try:
        person = person_of(case.contact)
    except Unsealable:
        return [(_("Sender"), _("The sender's details cannot be opened."))]
    if person.kind == PersonKind.UNNAMED:
        return [(_("Name"), PersonKind.UNNAMED.label), *_ways(person)]
    return [
        (_("Organisation"), person.organisation),
        (_("Register number"), person.register),
        (_("Name"), " ".join(part for part in (person.family_name, person.given_name) if part)),
        (_("Position"), person.position),
        *_ways(person),
        (_("Address"), person.address),
    ]


def _ways(person: Person) -> list[tuple[str, object]]:
    reply = {
        ReplyBy.SMS: _("by SMS"),
        ReplyBy.EMAIL: _("by e-mail"),
        ReplyBy.POST: _("by post"),
        ReplyBy.NONE: _("looks by themselves"),
    }
    return [
        (_("Phone"), spaced(person.phone)),
        (_("E-mail"), person.email),
        (_("Is told"), reply[ReplyBy(person.reply_by)]),
    ]


def _facts(case: Case, named: list[CaseSubject]) -> list[tuple[str, object]]:
    received = moment_short(case.received_at, case.office.zone)
    taker = case.taken_by
    return [
        (_("Service"), case.service.name if case.service else _("not named")),
        (_("Place"), case.aimag.name if case.aimag else ""),
        (_("Office"), case.office.name),
        (_("Unit"), case.unit.name if case.unit else ""),
        (_("Officer"), case.handler.short_name if case.handler else _("no officer yet")),
        (_("The case is about"), ", ".join(row.user.short_name for row in named)),
        (_("Received"), f"{received} · {Channel(case.channel).label}"),
        *_paper_facts(case),
        (_("Written down by"), taker.short_name if taker else ""),
        (_("Language"), _("Mongolian") if case.language == "mn" else _("English")),
        (_("Round"), case.round if case.round > 1 else ""),
    ]


def _paper_facts(case: Case) -> list[tuple[str, object]]:
    if not hasattr(case, "arrival"):
        return []
    return [
        (_("Number on the letter"), case.arrival.sender_number),
        (_("Received the visitor"), case.arrival.present),
    ]


def doors(case: Case) -> Doors:
    """Where the desk finds a file and a letter."""
    return Doors(
        file=lambda file: _address("feedback:case_file", case, file.document_id),
        letter=lambda round: _address("feedback:case_letter", case, round),
    )


def _address(name: str, case: Case, *parts: object) -> str:
    return reverse(name, args=[case.number, *parts])


def papers_of(case: Case, files: Iterable[CaseFile]) -> list[ShownFile]:
    return [_paper(case, row) for row in files]


def _paper(case: Case, row: CaseFile) -> ShownFile:
    document = row.document
    href = _address("feedback:case_file", case, document.pk)
    return ShownFile(
        name=document.original_name,
        size=document.size,
        href=href,
        original=f"{href}?variant={Variant.ORIGINAL}",
        thumb=f"{href}?variant={Variant.THUMB}" if document.has_thumb else "",
        is_audio=document.is_audio,
    )


@staff("feedback.read_case")
@require_GET
def case_file(request: StaffRequest, number: str, key: UUID) -> HttpResponseBase:
    """The copy for view; the original only when asked for, and then history keeps it."""
    case = read_case(request, number)
    document = desk.file_of(case, str(key))
    asked = request.GET.get("variant", "")
    variant = Variant(asked) if asked in Variant.values else Variant.VIEW
    if variant is Variant.ORIGINAL:
        audit.record(
            "feedback.original_downloaded", case, actor=request.user, document=str(document.pk)
        )
    return serve(document, variant=variant, request=request)


@staff("feedback.read_case")
@require_GET
def case_letter(request: StaffRequest, number: str, round: int) -> HttpResponse:
    return letter_shown(read_case(request, number), round)
