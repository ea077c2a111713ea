"""The administrator's pages of people and posts."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kholboo.accounts.access import SECOND_FACTOR
from kholboo.accounts.models import User
from kholboo.accounts.roles import Role
from kholboo.accounts.tests.factories import UserFactory
from kholboo.agency import queries
from kholboo.agency.models import Post
from kholboo.agency.tests.factories import OfficeFactory, UnitFactory, staff_user
from kholboo.audit.models import Entry

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LONG = "Цэцэгжаргалбаярмаасүрэнхорлоо"


def sign_in(client, user):
    client.force_login(user, backend=BACKEND)
    session = client.session
    session[SECOND_FACTOR] = True
    session.save()
    return user


@pytest.fixture
def administrator(client):
    return sign_in(client, staff_user(Role.ADMINISTRATOR))


def typed(**changes):
    words = {
        "email": "New.Officer@example.mn",
        "family_name": "Бат",
        "given_name": LONG,
        "language": "mn",
        "role": "officer",
        "office": "orkhon",
        "unit": "",
    }
    return words | changes


def link_events():
    return Entry.objects.filter(action="accounts.password_link_sent")


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
@pytest.mark.parametrize("path", ["", "new/", "posts/1/end/"])
def test_nobody_but_the_administrator_comes_in(client, role, path):
    sign_in(client, staff_user(role, unit=UnitFactory.create() if role == Role.UNIT_HEAD else None))

    assert client.get(f"/agency/staff/{path}").status_code == 403


def test_a_person_who_may_not_come_in_changes_nothing(client):
    post = staff_user(Role.OFFICER).posts.get()
    sign_in(client, staff_user(Role.AGENCY_HEAD))

    assert client.post(f"/agency/staff/posts/{post.pk}/end/").status_code == 403
    assert client.post(f"/agency/staff/{post.user_id}/link/").status_code == 403
    assert Post.objects.filter(pk=post.pk, until=None).exists()


def test_a_new_person_gets_an_account_without_password_a_post_and_a_link(client, administrator):
    answer = client.post("/agency/staff/new/", typed(), follow=True)

    user = User.objects.get(email="new.officer@example.mn")
    assert user.is_staff
    assert not user.has_usable_password()
    assert (user.given_name, user.posts.get().office.slug) == (LONG, "orkhon")
    assert LONG in answer.content.decode()
    for action in ("accounts.staff_made", "agency.post_given", "accounts.password_link_sent"):
        assert Entry.objects.filter(action=action, actor=administrator).count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"role": "unit_head", "office": "head-office"}, "Энэ хүний удирдах нэгжийг сонгоно уу."),
        ({"unit": "verification"}, "Энэ нэгж өөр албанд харьяалагддаг."),
        ({"office": ""}, "Байгууллагыг сонгоно уу."),
        ({"role": ""}, "Үүргийг сонгоно уу."),
        ({"email": "нэг"}, "Жишээ нь: ner@example.mn"),
    ],
)
def test_a_mistake_is_told_at_its_field_and_what_was_typed_stays(
    client, administrator, changes, sentence
):
    answer = client.post("/agency/staff/new/", typed(**changes))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert f'value="{LONG}"' in page
    assert not User.objects.filter(given_name=LONG).exists()
    assert not link_events().exists()


def test_whoever_is_here_keeps_name_and_password_and_gets_a_second_post(client, administrator):
    known = UserFactory.create(ours=True, email="new.officer@example.mn", given_name="Туяа")
    known.set_password("гурван сайхан үг 12")
    known.save()

    client.post("/agency/staff/new/", typed())

    known.refresh_from_db()
    assert known.given_name == "Туяа"
    assert known.check_password("гурван сайхан үг 12")
    assert known.posts.count() == 1
    assert not link_events().exists()


def test_the_same_post_is_not_given_twice(client, administrator):
    client.post("/agency/staff/new/", typed())

    answer = client.post("/agency/staff/new/", typed())

    assert answer.status_code == 422
    assert "аль хэдийн томилогдсон" in answer.content.decode()
    assert Post.objects.filter(user__given_name=LONG).count() == 1


def test_a_citizen_who_becomes_staff_is_signed_out_of_the_old_session(client, administrator):
    citizen = UserFactory.create(email="new.officer@example.mn")
    theirs = type(client)()
    theirs.force_login(citizen, backend=BACKEND)

    client.post("/agency/staff/new/", typed())

    assert theirs.get("/account/").status_code == 302


def test_the_end_is_asked_once_more_and_takes_effect_with_the_next_request(client, administrator):
    head = staff_user(Role.ADMINISTRATOR)
    theirs = type(client)()
    sign_in(theirs, head)
    assert theirs.get("/agency/staff/").status_code == 200
    path = f"/agency/staff/posts/{head.posts.get().pk}/end/"

    assert client.get(path).status_code == 200
    assert theirs.get("/agency/staff/").status_code == 200
    client.post(path)

    assert theirs.get("/agency/staff/").status_code == 403
    assert not User.objects.get(pk=head.pk).has_perm("agency.change_posts")
    entry = Entry.objects.get(action="agency.post_ended", actor=administrator)
    assert entry.facts["role"] == "administrator"
    assert client.post(path).status_code == 404


def test_an_administrator_cannot_lock_the_agency_out(client, administrator):
    post = administrator.posts.get()

    assert client.post(f"/agency/staff/posts/{post.pk}/end/").status_code == 422
    assert Post.objects.filter(pk=post.pk, until=None).exists()


def test_a_link_is_sent_again_but_not_without_end(client, administrator):
    officer = staff_user(Role.OFFICER)

    statuses = [client.post(f"/agency/staff/{officer.pk}/link/").status_code for _ in range(6)]

    assert statuses == [302] * 5 + [429]
    assert link_events().count() == 5
    assert not Entry.objects.filter(facts__icontains="/account/password/").exists()


def test_no_link_goes_to_a_citizen(client, administrator):
    assert client.post(f"/agency/staff/{UserFactory.create().pk}/link/").status_code == 404


def test_the_list_is_narrowed_by_office_and_shows_what_ended(client, administrator):
    office, other = OfficeFactory.create(), OfficeFactory.create()
    here, elsewhere = staff_user(Role.OFFICER, office), staff_user(Role.OFFICER, other)
    client.post(f"/agency/staff/posts/{here.posts.get().pk}/end/")

    ended = client.get("/agency/staff/", {"office": office.slug, "posts": "ended"}).content.decode()

    assert here.email in ended
    assert elsewhere.email not in ended
    assert "Энд ажилтан алга." in client.get(f"/agency/staff/?office={office.slug}").text
    assert (
        "Энд чөлөөлөгдсөн хүн алга."
        in client.get("/agency/staff/", {"office": other.slug, "posts": "ended"}).text
    )
    assert client.get("/agency/staff/?office=nowhere").status_code == 422


def test_a_full_list_is_paged_and_asks_no_more_questions(client, administrator):
    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get("/agency/staff/")
        return len(asked)

    few = count()
    for _ in range(55):
        staff_user(Role.OFFICER)

    # The paginator counts in both cases; a second page adds no question of its own.
    assert count() == few
    assert 'href="?page=2"' in re.sub(r"\s+", " ", client.get("/agency/staff/").text)


def test_my_pages_lead_the_administrator_here(client, administrator):
    assert 'href="/agency/staff/"' in client.get("/account/").text
    assert queries.staff_member(administrator.pk) == administrator
