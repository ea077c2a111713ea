import pytest

from kholboo.accounts.services.staff import send_password_link
from kholboo.accounts.tests.factories import UserFactory
from kholboo.core.errors import RuleBroken
from kholboo.notifications import queries
from kholboo.notifications.models import Delivery

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "prefix", "words"),
    [("mn", "", "24 цагийн дотор"), ("en", "/en", "within 24 hours")],
)
def test_the_link_reaches_its_owner_and_sets_the_password_once(
    client, settings, language, prefix, words
):
    person = UserFactory.create(ours=True, email="new@example.mn", language=language)

    send_password_link(person, actor=UserFactory.create(ours=True))

    letter = queries.opened(Delivery.objects.get())
    address = next(line for line in letter["text"].splitlines() if line.startswith("http"))
    path = address.removeprefix(settings.PUBLIC_URL)
    assert letter["to"] == "new@example.mn"
    assert words in letter["text"]
    assert path.startswith(f"{prefix}/account/password/")
    assert client.post(path, {"password": "гурван сайхан үг 12"}).status_code == 302
    assert client.get(path).status_code == 404


def test_no_link_for_a_citizen_or_a_closed_account():
    actor = UserFactory.create(ours=True)
    for person in (UserFactory.create(), UserFactory.create(ours=True, is_active=False)):
        with pytest.raises(RuleBroken):
            send_password_link(person, actor=actor)

    assert not Delivery.objects.exists()
