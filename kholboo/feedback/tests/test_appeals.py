"""An appeal: a new case with its own number, term and secret, the file with it, others above it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kholboo.agency.models import Post
from kholboo.core.errors import RuleBroken
from kholboo.documents.services import uploads
from kholboo.documents.tests import files as samples
from kholboo.feedback.contacts import person_of
from kholboo.feedback.models import Case, CaseLink, CaseSubject
from kholboo.feedback.queries.inbox import Queue
from kholboo.feedback.rules import CaseKind, CaseStatus, EventKind, LinkKind
from kholboo.feedback.secret import grouped, secret_of
from kholboo.feedback.services.answers import answer_case
from kholboo.feedback.services.appeals import appeal_case
from kholboo.feedback.services.cases import assign_case, register_case, take_case
from kholboo.feedback.services.citizen import reopen_case
from kholboo.feedback.services.subjects import name_subjects
from kholboo.feedback.tests import desk, stories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]
WHY = "Жинг дахин шалгаагүй байж хариу өгсөн."


def decided(name="officer.orkhon", **more):
    """A case of Orkhon with a picture, answered by this person."""
    photo = SimpleUploadedFile("зураг.png", samples.png(), "image/png")
    case = desk.orkhon(documents=[uploads.receive_upload(photo, actor=None)], **more)
    case, _answer = stories.answered(
        take_case(case, actor=desk.person(name)), actor=desk.person(name)
    )
    return case


def test_an_appeal_is_a_case_of_its_own_at_the_head_office():
    case = decided()

    receipt = appeal_case(case, text=WHY, wish="Дахин шалгана уу.")

    appeal = stories.fresh(receipt.case)
    assert (appeal.kind, appeal.status) == (CaseKind.COMPLAINT, CaseStatus.RECEIVED)
    assert (appeal.office.is_head, appeal.unit.slug) == (True, "administration")
    assert appeal.number != case.number
    assert receipt.secret != secret_of(case)
    assert appeal.due_at > case.due_at or appeal.received_at > case.received_at
    assert person_of(appeal.contact) == person_of(case.contact)
    assert CaseLink.objects.get().kind == LinkKind.APPEAL
    assert case.events.filter(kind=EventKind.APPEALED, is_public=True).exists()
    assert appeal.events.get(kind=EventKind.APPEALED).facts == {"of": case.number}
    assert stories.fresh(case).status == CaseStatus.ANSWERED


def test_who_decided_neither_sees_nor_handles_it_even_where_their_post_reaches():
    case = decided()
    officer, chief = desk.person("officer.orkhon"), desk.person("agency.head")
    appeal = appeal_case(case, text=WHY).case
    # The officer moves to the very unit that decides the appeal.
    Post.objects.filter(user=officer).update(office=appeal.office, unit=appeal.unit)
    browser = desk.desk("officer.orkhon")

    assert browser.get(f"/desk/{appeal.number}/").status_code == 404
    assert browser.get(f"/desk/{appeal.number}/first/").status_code == 404
    assert f"/desk/{appeal.number}/" not in desk.html(browser.get(f"/desk/?queue={Queue.ALL}"))
    with pytest.raises(RuleBroken):
        assign_case(appeal, handler=officer, unit=appeal.unit, actor=chief)
    assert desk.desk("officer.administration").get(f"/desk/{appeal.number}/").status_code == 200


def test_whoever_is_complained_of_or_once_held_the_case_is_kept_away_too():
    case = take_case(desk.orkhon(), actor=desk.person("officer2.orkhon"))
    first, third = desk.person("officer.orkhon"), desk.person("head.orkhon")
    assign_case(case, handler=first, unit=None, actor=third)
    stories.answered(case, actor=first)
    name_subjects(case, people=[third], actor=desk.person("agency.head"))

    appeal = appeal_case(case, text=WHY).case

    barred = set(CaseSubject.objects.filter(case=appeal).values_list("user", flat=True))
    assert barred == {first.pk, third.pk, desk.person("officer2.orkhon").pk}


def test_the_handler_reads_the_case_before_and_its_files_which_they_cannot_open_otherwise():
    case = decided(text="Захын жин дутуу хэмжиж байна.")
    other = decided()
    appeal = appeal_case(case, text=WHY).case
    key, strange = case.files.get().document_id, other.files.get().document_id
    browser = desk.desk("officer.administration")

    page = desk.html(browser.get(f"/en/desk/{appeal.number}/first/"))

    assert "Захын жин дутуу хэмжиж байна." in page
    assert stories.DECISION.text in page
    assert f"/en/desk/{appeal.number}/first/{key}/" in page
    assert desk.status_of(browser, f"/desk/{appeal.number}/first/{key}/") == 200
    assert desk.status_of(browser, f"/desk/{appeal.number}/first/{strange}/") == 404
    assert desk.status_of(browser, f"/desk/{case.number}/") == 404
    assert f"/desk/{appeal.number}/first/" in desk.html(browser.get(f"/desk/{appeal.number}/"))
    assert browser.get(f"/desk/{desk.verification().number}/first/").status_code == 404
    assert desk.desk("officer.uvs").get(f"/desk/{appeal.number}/first/").status_code == 404


def test_above_the_head_office_stands_the_head_of_the_agency_and_above_them_nobody():
    case = decided()
    first = appeal_case(case, text=WHY).case
    clerk, chief = desk.person("officer.administration"), desk.person("agency.head")
    answered, _answer = stories.answered(take_case(first, actor=clerk), actor=clerk)

    second = stories.fresh(appeal_case(answered, text=WHY).case)
    answer_case(second, stories.DECISION, round=1, actor=chief)

    assert (second.status, second.handler) == (CaseStatus.ASSIGNED, chief)
    assert desk.desk("officer.administration").get(f"/desk/{second.number}/").status_code == 404
    assert desk.desk("agency.head").get(f"/en/desk/{second.number}/first/").status_code == 200
    firsts = desk.desk("agency.head").get(f"/desk/{second.number}/first/").context["firsts"]
    assert [found.case for found, _kind, _files in firsts] == [first, case]
    with pytest.raises(RuleBroken):
        appeal_case(stories.fresh(second), text=WHY)


def test_an_appeal_stays_above_when_it_is_registered():
    appeal = appeal_case(decided(), text=WHY).case
    clerk = desk.person("officer.administration")

    register_case(appeal, kind=CaseKind.COMPLAINT, service=None, actor=clerk)

    assert stories.fresh(appeal).office.is_head


def test_an_appeal_is_made_once_and_closes_the_way_to_reopening():
    case = decided()

    first = appeal_case(case, text=WHY)
    again = appeal_case(case, text=WHY)

    assert (first.is_new, again.is_new) == (True, False)
    assert first.case.pk == again.case.pk
    with pytest.raises(RuleBroken):
        appeal_case(case, text="Өөр үг")
    with pytest.raises(RuleBroken):
        reopen_case(case, reason="Хэвээрээ")
    assert CaseLink.objects.count() == 1


def test_there_is_nothing_to_appeal_against_before_the_answer():
    case, _officer = stories.taken()

    with pytest.raises(RuleBroken):
        appeal_case(case, text=WHY)

    assert Case.objects.count() == 1


def test_the_citizen_appeals_on_the_page_and_is_shown_number_and_secret(client, follow):
    case = decided()
    address = follow(case)

    page = client.get(address).content.decode()
    form = client.get(f"{address}appeal/").content.decode()
    empty = client.post(f"{address}appeal/", {"text": " "})
    sent = client.post(f"{address}appeal/", {"text": WHY})
    receipt = client.get(f"{address}appeal/").content.decode()

    appeal = CaseLink.objects.get().from_case
    assert "Appeal to the superior body" in page
    assert "State" not in form
    assert empty.status_code == 422
    assert (sent.status_code, sent["Location"]) == (302, f"{address}appeal/")
    assert appeal.number in receipt
    assert secret_of(appeal) in receipt
    assert client.get(f"/en/track/{appeal.number}/").status_code == 200
    after = client.get(address).content.decode()
    assert appeal.number in after
    assert "Ask to reopen" not in after


def test_another_browser_with_the_first_secret_does_not_learn_the_second(client, follow):
    case = decided()
    appeal = appeal_case(case, text=WHY).case
    address = follow(case)

    receipt = client.get(f"{address}appeal/").content.decode()

    assert appeal.number in receipt
    assert grouped(secret_of(appeal)) not in receipt
    assert secret_of(appeal) not in receipt


def test_without_the_secret_nobody_appeals(client):
    case = decided()

    answer = client.post(f"/en/track/{case.number}/appeal/", {"text": WHY})

    assert answer.status_code == 403
    assert WHY in answer.content.decode()
    assert not CaseLink.objects.exists()


def test_the_first_officer_reads_that_there_was_an_appeal_but_not_its_number():
    case = decided()
    appeal = appeal_case(case, text=WHY).case

    page = desk.html(desk.desk("officer.orkhon").get(f"/en/desk/{case.number}/"))

    assert "The citizen appealed to the superior body" in page
    assert appeal.number not in page


def test_it_is_said_before_that_an_appeal_ends_reopening(client, follow):
    case = decided()
    page = follow(case)

    assert "can no longer be reopened" in desk.html(client.get(page))
    assert "can no longer be reopened" in desk.html(client.get(f"{page}appeal/"))
