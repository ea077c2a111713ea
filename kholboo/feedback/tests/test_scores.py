"""What people think of a service: counted by a job, read cheaply by pages."""

import pytest

from kholboo.agency.queries import aimag_by_slug, service_by_code
from kholboo.feedback.models import Case, Rating, ServiceScore
from kholboo.feedback.queries.scores import scores_of
from kholboo.feedback.rules import CaseStatus, Outcome, Solved
from kholboo.feedback.services.scores import count_scores
from kholboo.feedback.tests import factories

pytestmark = pytest.mark.django_db


def rated(score, *, code="verification", aimag="orkhon", status=CaseStatus.CLOSED):
    case = factories.case(service=service_by_code(code), aimag=aimag_by_slug(aimag))
    Case.objects.filter(pk=case.pk).update(status=status, outcome=Outcome.GRANTED)
    Rating.objects.create(case=case, round=1, solved=Solved.YES, score=score, at=case.received_at)
    return case


def test_marks_of_closed_cases_are_counted_by_service_and_office():
    for score, aimag in ((5, "orkhon"), (4, "orkhon"), (2, "orkhon"), (1, "uvs")):
        rated(score, aimag=aimag)
    rated(1, status=CaseStatus.ANSWERED)
    rated(1, code="calibration")

    count_scores()

    office = aimag_by_slug("orkhon").office
    found = scores_of(service_by_code("verification"), office)
    assert (found.everywhere.ratings, found.everywhere.mean) == (4, 3.0)
    assert (found.here.ratings, round(found.here.mean, 2)) == (3, 3.67)


def test_few_marks_say_nothing():
    rated(1)
    rated(1)

    count_scores()

    found = scores_of(service_by_code("verification"), None)
    assert found.everywhere.ratings == 2
    assert found.everywhere.mean is None


def test_counting_again_follows_a_case_that_went_elsewhere():
    case = rated(5)
    count_scores()

    Case.objects.filter(pk=case.pk).update(service=service_by_code("assay"))
    count_scores()
    count_scores()

    assert [row.service.code for row in ServiceScore.objects.all()] == ["assay"]


def test_who_comes_from_the_page_of_a_service_finds_service_and_place_chosen(client):
    page = client.get("/feedback/?kind=complaint&service=assay&place=orkhon", follow=True)
    body = page.content.decode()

    assert body.index('value="assay"') < body.index('id="id_service_0"')
    assert '<input type="hidden" name="place" value="orkhon">' in body
    kept = client.post(
        "/feedback/service/", {"kind": "complaint", "place": "orkhon", "service": "assay"}
    )
    assert kept["Location"] == "/feedback/place/"
    assert '<option value="orkhon" selected>' in client.get("/feedback/place/").content.decode()


@pytest.mark.parametrize("wrong", ["nothing", "%00", "x" * 500])
def test_a_service_or_a_place_nobody_knows_is_left_out(client, wrong):
    page = client.get(f"/feedback/?kind=complaint&service={wrong}&place={wrong}", follow=True)

    assert page.status_code == 200
    assert 'name="place"' not in page.content.decode()
