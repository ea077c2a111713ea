"""Whom a case complains of meets it nowhere: every door, every role, and the way back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kholboo.audit.models import Entry
from kholboo.core import clock
from kholboo.core.errors import NotFound, RuleBroken
from kholboo.documents.services import uploads
from kholboo.documents.tests import files as samples
from kholboo.feedback.models import Case, CaseSubject
from kholboo.feedback.queries import desk as desk_queries
from kholboo.feedback.queries import inbox, subjects
from kholboo.feedback.queries.inbox import Filters, Queue
from kholboo.feedback.queries.queue_counts import counts
from kholboo.feedback.rules import CaseStatus, EventKind
from kholboo.feedback.services.answers import answer_case
from kholboo.feedback.services.bulk import assign_many, undo_many
from kholboo.feedback.services.cases import assign_case, take_case
from kholboo.feedback.services.hotline import note_on_case
from kholboo.feedback.services.subjects import name_subjects
from kholboo.feedback.tests import desk, stories
from kholboo.feedback.tests.hotline import begun, operator

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]
# Everybody who sees a case of Orkhon.
SEERS = [
    "officer.orkhon", "officer2.orkhon", "head.orkhon", "operator", "agency.head", "auditor",
]  # fmt: skip
WORD = "Хавтгайцэцэг"


def namer_beside(name):
    return desk.person("agency.head" if name != "agency.head" else "head.orkhon")


def about(name, *, kept_open=False, **more):
    """A case of Orkhon with a file and an answer, about this person."""
    photo = SimpleUploadedFile("зураг.png", samples.png(), "image/png")
    document = uploads.receive_upload(photo, actor=None)
    case = desk.orkhon(text=f"{WORD} жинг шалгасангүй.", documents=[document], **more)
    if not kept_open:
        case, _answer = stories.answered(case)
    name_subjects(case, people=[desk.person(name)], actor=namer_beside(name))
    return stories.fresh(case), document


def addresses(case, document):
    acts = "register take assign ask answer note close subjects receipt"
    return [
        f"/desk/{case.number}/",
        f"/desk/{case.number}/files/{document.pk}/",
        f"/desk/{case.number}/files/{document.pk}/?variant=original",
        f"/desk/{case.number}/letter/1.pdf",
        *(f"/desk/{case.number}/{act}/" for act in acts.split()),
    ]


@pytest.mark.parametrize("name", SEERS)
def test_no_address_of_the_case_opens(name):
    case, document = about(name)
    browser = desk.desk(name)

    found = {path: desk.status_of(browser, path) for path in addresses(case, document)}
    sent = {
        path: browser.post(path, {"text": "x"}).status_code for path in found if "?" not in path
    }

    assert set(found.values()) <= {404, 403}
    assert found[f"/desk/{case.number}/"] == 404
    assert set(sent.values()) <= {404, 403, 405}
    # The walk is no empty one: the same addresses open for a colleague.
    colleague = desk.desk("head.orkhon" if name != "head.orkhon" else "agency.head")
    assert desk.status_of(colleague, f"/desk/{case.number}/") == 200
    assert desk.status_of(colleague, f"/desk/{case.number}/files/{document.pk}/") == 200


@pytest.mark.parametrize("name", SEERS)
def test_no_list_search_or_count_knows_it(name):
    case, _document = about(name, kept_open=True)
    person, now = desk.person(name), clock.now()
    Case.objects.filter(pk=case.pk).update(due_at=now, clock_started_at=case.received_at)
    browser = desk.desk_of(person)

    asked = [f"?queue={queue}" for queue in Queue]
    asked += [f"?queue=all&q={words}" for words in (case.number, "99112233", "Болд", WORD)]
    pages = [desk.html(browser.get(f"/desk/{address}")) for address in asked]

    assert not any(f"/desk/{case.number}/" in page for page in pages)
    assert set(counts(person, now=now).values()) == {0}
    # A colleague's list has it, by each of the searches.
    colleague = desk.desk(namer_beside(name).email.partition("@")[0])
    found = [desk.html(colleague.get(f"/desk/{address}")) for address in asked[-4:]]
    assert all(f"/desk/{case.number}/" in page for page in found)


def test_a_handler_loses_the_case_and_it_waits_for_another():
    case, officer = stories.asked(aimag=desk.orkhon().aimag)
    head = desk.person("head.orkhon")

    name_subjects(case, people=[officer], actor=head)

    case = stories.fresh(case)
    assert (case.status, case.handler) == (CaseStatus.REGISTERED, None)
    assert case.clock.get(ended_at=None).is_running
    assert inbox.inbox(officer, Filters(queue=Queue.MINE), now=clock.now()).rows == []
    unassigned = inbox.inbox(head, Filters(queue=Queue.UNASSIGNED), now=clock.now())
    assert case.number in {row.number for row in unassigned.rows}
    assert list(case.events.order_by("-pk").values_list("kind", flat=True)[:2]) == [
        EventKind.ASSIGNED,
        EventKind.SUBJECTS,
    ]


def test_nobody_can_give_it_to_them_or_answer_as_them():
    case, _document = about("officer.orkhon", kept_open=True)
    officer, head = desk.person("officer.orkhon"), desk.person("head.orkhon")

    with pytest.raises(RuleBroken):
        assign_case(case, handler=officer, unit=None, actor=head)
    with pytest.raises(RuleBroken):
        take_case(case, actor=officer)
    with pytest.raises(RuleBroken):
        answer_case(case, stories.DECISION, round=1, actor=officer)
    refused = assign_many([case.number], handler=officer, actor=head)
    mine = assign_many([case.number], handler=desk.person("officer2.orkhon"), actor=officer)

    assert stories.fresh(case).handler is None
    assert len(refused.refused) == len(mine.refused) == 1
    offered = desk.desk_of(head).get(f"/desk/{case.number}/assign/").context["form"].people
    assert officer.pk not in offered
    assert desk.person("officer2.orkhon").pk in offered


def test_an_assignment_in_bulk_cannot_be_undone_by_whom_the_case_is_about():
    case = desk.orkhon()
    head, officer = desk.person("head.orkhon"), desk.person("officer.orkhon")
    given = assign_many([case.number], handler=officer, actor=head)
    name_subjects(case, people=[head], actor=desk.person("agency.head"))

    undone = undo_many(given.undo, actor=head)

    assert undone.done == []
    assert stories.fresh(case).handler == officer


def test_who_wrote_it_down_cannot_read_its_secret_again():
    operator = desk.person("operator")
    case, _document = about("operator", kept_open=True, actor=operator)
    assert case.taken_by == operator

    assert desk.desk_of(operator).get(f"/desk/{case.number}/receipt/").status_code == 404


def test_an_auditor_does_not_read_the_history_of_a_case_about_themselves():
    case, _document = about("auditor")
    other = desk.orkhon()

    page = desk.html(desk.desk("auditor").get("/en/audit/"))
    whole = Entry.objects.filter(target=f"feedback.Case:{case.pk}")

    assert whole.exists()
    assert case.number not in page
    assert other.number in page


def test_undoing_gives_a_case_back_to_nobody_it_is_about():
    first, second = desk.person("officer.orkhon"), desk.person("officer2.orkhon")
    head = desk.person("head.orkhon")
    case = take_case(desk.orkhon(), actor=first)
    note = assign_many([case.number], handler=second, actor=head).undo
    name_subjects(case, people=[first, second], actor=desk.person("agency.head"))

    assert undo_many(note, actor=head).refused
    assert stories.fresh(case).handler_id is None


def test_an_auditor_does_not_read_that_somebody_called_about_them():
    case, _document = about("auditor", kept_open=True)
    note_on_case(begun("88001122"), case, text="Дахин ярилаа.", actor=operator())

    page = desk.html(desk.desk("auditor").get("/en/audit/"))

    assert Entry.objects.get(action="feedback.call_ended").facts["case"] == case.pk
    assert case.number not in page


def test_a_handler_who_is_named_is_told_nothing_more():
    case, officer = stories.taken(desk.orkhon())
    name_subjects(case, people=[officer], actor=desk.person("head.orkhon"))

    assert stories.fresh(case).handler_id is None
    with pytest.raises(NotFound):
        desk_queries.case_for(officer, case.number)


def test_names_are_taken_back_and_the_case_comes_into_sight_again():
    case, _document = about("officer.orkhon")
    head = desk.person("head.orkhon")

    answer = desk.desk_of(head).post(f"/desk/{case.number}/subjects/", {"other": ""})

    assert answer.status_code == 302
    assert not CaseSubject.objects.exists()
    assert desk.desk("officer.orkhon").get(f"/desk/{case.number}/").status_code == 200


def test_a_head_names_by_the_list_or_by_the_work_address_of_another_office():
    case = desk.orkhon()
    near, far = desk.person("officer.orkhon"), desk.person("officer.uvs")
    browser = desk.desk("head.orkhon")

    wrong = browser.post(f"/en/desk/{case.number}/subjects/", {"other": "bold@example.mn"})
    stranger = browser.post(f"/desk/{case.number}/subjects/", {"people": far.pk})
    right = browser.post(
        f"/desk/{case.number}/subjects/", {"people": near.pk, "other": far.email.upper()}
    )

    assert (wrong.status_code, stranger.status_code, right.status_code) == (422, 422, 302)
    assert "Nobody of ours has this e-mail address." in desk.html(wrong)
    assert set(CaseSubject.objects.values_list("user", flat=True)) == {near.pk, far.pk}
    assert near.short_name in desk.html(browser.get(f"/desk/{case.number}/"))


def test_officers_name_nobody():
    case = desk.orkhon()
    officer = desk.person("officer2.orkhon")

    answer = desk.desk("officer.orkhon").post(
        f"/desk/{case.number}/subjects/", {"people": officer.pk}
    )

    assert answer.status_code == 403
    assert not CaseSubject.objects.exists()


def test_a_name_in_the_text_is_suggested_and_ticked_by_nobody():
    officer = desk.person("officer.orkhon")
    officer.family_name, officer.given_name = "Жамбал", "Цэрэндулам"
    officer.save()
    case = desk.orkhon(text="Жамбалын Цэрэндуламд хандсан боловч хариу өгсөнгүй.")
    plain = desk.orkhon(text="Жин буруу байна.")
    browser = desk.desk("head.orkhon")

    page = desk.html(browser.get(f"/en/desk/{case.number}/"))
    form = browser.get(f"/en/desk/{case.number}/subjects/").context["form"]

    assert "The text may name somebody" in page
    assert form["people"].initial == []
    assert form.fields["people"].choices[0][0] == officer.pk
    assert subjects.suggested(plain) == {}
    assert "The text may name somebody" not in desk.html(browser.get(f"/en/desk/{plain.number}/"))
    assert desk.desk_of(officer).get(f"/desk/{case.number}/").status_code == 200
