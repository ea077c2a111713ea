"""The pages of moving: asked for by an administrator, approved by the head, followed by both."""

import pytest

from kholboo.eservices.models import Transfer
from kholboo.eservices.tests import moving, stories
from kholboo.eservices.tests.stories import fresh
from kholboo.eservices.tests.test_procedures_desk import desk, html

pytestmark = pytest.mark.django_db
MOVES = f"/desk/procedures/{moving.OTHER}/moves/"


def test_applications_are_moved_by_two_people_through_their_pages():
    old = moving.old_version()
    made = stories.brought_to("check", version=old)
    late = stories.brought_to("decide", version=old)
    new = moving.new_version(moving.second_files())
    administrator, head = desk(), desk("agency.head")

    assert made.number not in html(administrator.get(MOVES))
    address = f"{MOVES}new/?before={old.number}&after={new.number}"
    page = html(administrator.get(address))
    assert made.number in page
    assert late.number in page
    answer = administrator.post(address, {"ask": "1", **kept(administrator, address)})
    assert answer.status_code == 422
    sent = {"ask": "1", "order_number": "А/12", **kept(administrator, address)}
    assert administrator.post(address, sent).status_code == 302
    transfer = Transfer.objects.get()
    assert transfer.counted == {"fine": 1, "attention": 0, "cannot": 1}

    one = f"{MOVES}{transfer.pk}/"
    assert administrator.post(f"{one}approve/").status_code == 403
    assert late.number in html(head.get(f"{one}approve/"))
    assert head.post(f"{one}approve/").status_code == 302
    moving.worked(transfer)
    assert fresh(made).version == new
    page = html(administrator.get(one))
    assert late.number in page
    assert "А/12" in page


def test_where_nothing_runs_nobody_is_asked_for_approval():
    old = moving.old_version()
    new = moving.new_version(moving.second_files())

    page = html(desk().get(f"{MOVES}new/?before={old.number}&after={new.number}"))
    assert "Шилжүүлэх зүйл алга" in page
    assert 'name="ask"' not in page


def kept(browser, address):
    form = browser.get(address).context["form"]
    return {name: form[name].value() or "" for name in form.fields if name.startswith("node_")}


def test_a_map_is_looked_at_before_anything_is_asked():
    old = moving.old_version()
    made = stories.brought_to("visit", version=old)
    new = moving.new_version(moving.without_visit(moving.renamed(old.files)))
    administrator = desk()
    address = f"{MOVES}new/?before={old.number}&after={new.number}"
    shown = administrator.get(address)
    assert shown.context["run"].counted() == {"fine": 0, "attention": 1, "cannot": 0}

    form = shown.context["form"]
    place = next(
        name for name in form.fields if name.startswith("node_") and not form[name].value()
    )
    again = administrator.post(
        address, {"look": "1", **kept(administrator, address), place: "inspection"}
    )

    assert again.context["run"].counted() == {"fine": 1, "attention": 0, "cannot": 0}
    assert not Transfer.objects.exists()
    assert fresh(made).version == old
    # Nonsense is told, and nothing is lost.
    wrong = administrator.post(address, {"look": "1", place: "check"})
    assert wrong.status_code == 422
    assert administrator.get(f"{MOVES}new/?before=1&after=1").status_code == 422


def test_others_stay_outside_and_either_side_may_stop():
    old = moving.old_version()
    stories.brought_to("check", version=old)
    new = moving.new_version(moving.second_files())
    transfer = moving.asked(old, new)
    one = f"{MOVES}{transfer.pk}/"

    auditor = desk("auditor")
    assert auditor.get(MOVES).status_code == 200
    assert auditor.get(one).status_code == 200
    assert auditor.post(f"{one}stop/").status_code == 403
    assert auditor.get(f"{MOVES}new/?before=1&after=2").status_code == 403
    assert desk("officer.orkhon").get(MOVES).status_code == 403
    assert desk().get(f"{MOVES}9999/").status_code == 404
    assert desk("agency.head").post(f"{one}stop/").status_code == 302
    assert fresh(transfer).state == "stopped"
