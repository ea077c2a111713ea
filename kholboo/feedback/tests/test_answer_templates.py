"""The pages of answer templates: who may, what is kept, and what history says."""

import pytest

from kholboo.accounts.access import SECOND_FACTOR
from kholboo.accounts.roles import Role
from kholboo.agency.models import Post
from kholboo.audit.models import Entry
from kholboo.feedback.models import AnswerTemplate

pytestmark = pytest.mark.django_db
PAGE = "/desk/templates/"
ALLOWED = (Role.ADMINISTRATOR, Role.OFFICE_HEAD, Role.AGENCY_HEAD)
TYPED = {
    "title_mn": "Жингийн хариу",
    "title_en": "About scales",
    "kind": "complaint",
    "service": "verification",
    "outcome": "explained",
    "text_mn": "Сайн байна уу. Жинг шалгалаа.",
    "text_en": "Hello. We checked the scales.",
}


def sign_in(client, role):
    client.force_login(Post.objects.filter(role=role).first().user)
    session = client.session
    session[SECOND_FACTOR] = True
    session.save()


@pytest.fixture
def head(client):
    sign_in(client, Role.OFFICE_HEAD)


def history(action):
    return Entry.objects.filter(action=f"feedback.template_{action}")


@pytest.mark.parametrize("role", list(Role))
def test_administrator_and_heads_of_offices_come_in_and_nobody_else(client, role):
    sign_in(client, role)
    some = AnswerTemplate.objects.first()
    status = 200 if role in ALLOWED else 403

    for path in ("", "new/", f"{some.pk}/", f"{some.pk}/remove/"):
        assert client.get(f"{PAGE}{path}").status_code == status


def test_who_may_not_come_in_changes_nothing(client):
    sign_in(client, Role.OFFICER)
    some = AnswerTemplate.objects.first()

    assert client.post(f"{PAGE}{some.pk}/remove/").status_code == 403
    assert client.post(f"{PAGE}new/", TYPED).status_code == 403
    assert AnswerTemplate.objects.filter(pk=some.pk).exists()
    assert not AnswerTemplate.objects.filter(title_en="About scales").exists()


def test_a_template_is_added_at_the_end_in_both_languages(client, head):
    page = client.post(f"{PAGE}new/", TYPED, follow=True).text

    new = AnswerTemplate.objects.last()
    assert (new.title_mn, new.text_en) == ("Жингийн хариу", "Hello. We checked the scales.")
    assert (new.kind, new.service.code) == ("complaint", "verification")
    assert "Жингийн хариу" in page
    assert "About scales" in client.get(f"/en{PAGE}").text
    assert history("added").get().facts["title"] == "Жингийн хариу"


def test_other_words_are_written_and_told_in_history(client, head):
    client.post(f"{PAGE}new/", TYPED)
    new = AnswerTemplate.objects.last()
    path = f"{PAGE}{new.pk}/"

    assert "Сайн байна уу. Жинг шалгалаа." in client.get(path).text
    client.post(path, {**TYPED, "title_mn": "Жин", "kind": "", "service": ""})

    new.refresh_from_db()
    assert (new.title_mn, new.kind, new.service) == ("Жин", "", None)
    assert history("changed").get().facts["before"] == "Жингийн хариу"


def test_a_template_is_removed_after_one_more_question(client, head):
    some = AnswerTemplate.objects.first()
    path = f"{PAGE}{some.pk}/remove/"

    assert some.title_mn in client.get(path).text
    assert AnswerTemplate.objects.filter(pk=some.pk).exists()
    client.post(path)

    assert not AnswerTemplate.objects.filter(pk=some.pk).exists()
    assert history("removed").get().target == f"feedback.AnswerTemplate:{some.pk}"
    assert client.post(path).status_code == 404


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title_en": ""}, "Гарчгийг бичнэ үү."),
        ({"text_en": ""}, "Бичвэрийг бичнэ үү."),
        ({"outcome": ""}, "Шийдвэрээ сонгоно уу."),
    ],
)
def test_a_mistake_is_told_and_the_words_stay(client, head, changes, sentence):
    answer = client.post(f"{PAGE}new/", {**TYPED, **changes})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Сайн байна уу. Жинг шалгалаа." in answer.text
    assert not history("added").exists()


def test_a_title_that_is_taken_is_refused_at_its_field(client, head):
    taken = AnswerTemplate.objects.first().title_mn

    answer = client.post(f"{PAGE}new/", {**TYPED, "title_mn": taken})

    assert answer.status_code == 422
    assert "Ийм гарчигтай загвар байна" in answer.text
    assert "Сайн байна уу. Жинг шалгалаа." in answer.text


def test_without_any_template_the_page_says_what_to_do(client, head):
    AnswerTemplate.objects.all().delete()

    assert "Загвар хараахан алга." in client.get(PAGE).text


def test_the_list_asks_no_more_questions_for_a_longer_list(
    client, head, django_assert_max_num_queries
):
    for number in range(20):
        client.post(f"{PAGE}new/", {**TYPED, "title_mn": f"Загвар {number}"})

    with django_assert_max_num_queries(6):
        client.get(PAGE)
