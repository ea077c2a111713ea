"""Who writes down that somebody asked to be erased never grants it alone."""

import pytest

from kholboo.accounts.models import User
from kholboo.accounts.roles import Role
from kholboo.agency.models import Post
from kholboo.core.errors import RuleBroken
from kholboo.feedback.models import ErasureRequest
from kholboo.feedback.queries.erasing import who_may_grant
from kholboo.feedback.services import erasing
from kholboo.feedback.tests import race, stories
from kholboo.feedback.tests.desk import desk, html, person
from kholboo.feedback.tests.test_erasing import ended, head

pytestmark = pytest.mark.django_db
GRANT = {"act": "grant", "is_sure": "on"}


def written_down(case):
    erasing.ask_erasure(case, actor=head())
    return stories.fresh(case)


def test_who_wrote_the_request_down_is_refused():
    case = written_down(ended())

    with pytest.raises(RuleBroken):
        erasing.grant_erasure(case, actor=head())

    assert stories.fresh(case).erased_at is None
    assert ErasureRequest.objects.get().state == "waiting"


def test_the_page_shows_who_may_and_the_head_of_the_agency_does():
    case = ended()
    page = f"/en/desk/{case.number}/erasure/"
    ours, agency = desk("head.orkhon", is_fresh=True), desk("agency.head", is_fresh=True)
    assert "another head does" in html(ours.get(page))
    ours.post(page, {"act": "ask", "is_sure": "on"})

    said = html(ours.get(page))
    assert person("agency.head").short_name in said
    assert "Erase for good" not in said
    refused = ours.post(page, GRANT)
    assert refused.status_code == 422
    assert "another head must grant it" in html(refused)
    assert stories.fresh(case).erased_at is None

    assert "Erase for good" in html(agency.get(page))
    assert agency.post(page, GRANT).status_code == 302
    assert stories.fresh(case).erased_at


def test_another_head_of_the_office_may_and_nobody_whom_the_case_is_about():
    case = written_down(ended())
    second = person("officer2.orkhon")
    post = Post.objects.get(user=second)
    post.role = Role.OFFICE_HEAD
    post.save()

    names = [post.user for post in who_may_grant(case, head())]
    assert names == [second, person("agency.head")]
    case.subjects.create(user=second, why="decided", at=case.received_at)
    assert [post.user for post in who_may_grant(case, head())] == [person("agency.head")]


def test_when_nobody_else_is_a_head_the_page_says_what_to_do():
    case = written_down(ended())
    for post in Post.objects.filter(role=Role.AGENCY_HEAD):
        User.objects.filter(pk=post.user_id).update(is_active=False)

    said = html(desk("head.orkhon").get(f"/en/desk/{case.number}/erasure/"))

    assert "Today nobody else may" in said


@pytest.mark.django_db(transaction=True)
def test_writing_down_and_granting_at_one_moment_erase_nobody():
    case = ended()

    results = race.together(
        lambda: erasing.ask_erasure(case, actor=head()),
        lambda: erasing.grant_erasure(case, actor=head()),
    )

    assert len(race.refusals(results)) == 1
    assert stories.fresh(case).erased_at is None


@pytest.mark.django_db(transaction=True)
def test_of_two_heads_who_both_write_it_down_only_the_second_may_grant():
    case, agency = ended(), person("agency.head")

    race.together(
        lambda: erasing.ask_erasure(case, actor=head()),
        lambda: erasing.ask_erasure(case, actor=agency),
    )
    writer = ErasureRequest.objects.get(case=case).entered_by
    other = agency if writer == head() else head()
    results = race.together(
        lambda: erasing.grant_erasure(case, actor=writer),
        lambda: erasing.grant_erasure(case, actor=other),
    )

    assert stories.fresh(case).erasure.by == other
    assert writer not in {getattr(result, "by", None) for result in results}
