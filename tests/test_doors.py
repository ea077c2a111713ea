"""Every address × everybody × things that are not theirs: nothing leaks, nothing changes.

The other half proves the walk: the same addresses open for whom they are meant.
"""

import re

import pytest
from django.db import transaction
from django.test import Client

from kholboo.accounts.roles import Role
from kholboo.accounts.tests.factories import UserFactory
from kholboo.agency.models import Post
from kholboo.agency.tests.factories import LONG_AGO, staff_user
from kholboo.documents.tests.stores import use_store
from kholboo.feedback.tests.desk import BACKEND, desk, desk_of, person
from tests.world import SIGNER, WORDS, World

pytestmark = pytest.mark.django_db

# Parts of addresses that name something of one person, whatever rights others hold.
PERSONAL = {"draft_key", "membership_id", "key_id", "call_key", "report_id", "watch_id"}
REFUSED = {302, 403, 404, 405}
ELSEWHERE = re.compile(
    r"/account/login/|/account/second-factor/|/track/(\?number=[\w-]+)?$|/account/$|/feedback/"
)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """Built once, which takes seconds; each walk is rolled back to it."""
    with pytest.MonkeyPatch.context() as patched, django_db_blocker.unblock(), transaction.atomic():
        use_store(patched, tmp_path_factory.mktemp("store"))
        yield World()
        transaction.set_rollback(True)


def signed_in(user):
    browser = Client()
    browser.force_login(user, backend=BACKEND)
    return browser


def stranger(world):
    return signed_in(UserFactory.create())


def without_a_second_factor(world):
    return signed_in(person("head.orkhon"))


def whose_post_ended(world):
    user = staff_user(Role.OFFICE_HEAD, world.case.office)
    Post.objects.filter(user=user).update(since=LONG_AGO, until=LONG_AGO)
    return desk_of(user)


def switched_off(world):
    user = staff_user(Role.OFFICE_HEAD, world.case.office)
    browser = desk_of(user)
    user.is_active = False
    user.save()
    return browser


# Whoever is not let in at all meets the same wall at every door: each tries a third of them.
SHUT_OUT = ["head without a second factor", "head whose post ended", "head switched off"]
STRANGERS = {
    "anonymous": lambda world: Client(),
    "another citizen": stranger,
    "head without a second factor": without_a_second_factor,
    "head whose post ended": whose_post_ended,
    "head switched off": switched_off,
    "officer of Uvs": lambda world: desk("officer.uvs"),
    "head of Uvs": lambda world: desk("head.uvs"),
    "officer of another unit": lambda world: desk("officer.verification"),
    "head of another unit": lambda world: desk("head.verification"),
    "administrator": lambda world: desk("administrator"),
}


def holds(user, access):
    """Whether the walker holds the right of a page that belongs to no case."""
    return user.is_authenticated and (access == "member" or user.has_perm(access))


def body(response):
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return f"{content.decode(errors='replace')} {response.headers}"


def leaks(door, response, words, *, is_shut):
    """Sentences that say what is wrong with an answer to somebody who may not have it."""
    said = body(response)
    where = f"{response.request['REQUEST_METHOD']} {door.path} {response.status_code}"
    yield from (f"{where} tells {word}" for word in words if word in said)
    if response.status_code >= 500:
        yield f"{where} breaks"
    # Somebody else's key is refused as a key that is not there: by a rule, not by the door.
    refused = REFUSED | {422} if "key_id" in door.parts else REFUSED
    if is_shut and response.status_code not in refused:
        yield f"{where} opens"
    if is_shut and response.status_code == 302 and not ELSEWHERE.search(response["Location"]):
        yield f"{where} leads to {response['Location']}"


def doors_for(who, world):
    doors = list(world.doors())
    return doors[SHUT_OUT.index(who) :: len(SHUT_OUT)] if who in SHUT_OUT else doors


@pytest.mark.slow
@pytest.mark.parametrize("who", STRANGERS)
def test_nothing_of_others_opens_or_moves(who, world):
    browser = STRANGERS[who](world)
    before, words, wrong = world.state(), world.words(), []
    # The language is chosen before anybody is asked for: one of them reads English.
    english = [("/en", "get")] if who == "another citizen" else []
    user = user_of(browser)

    for door in doors_for(who, world):
        is_personal = door.parts & PERSONAL or "feedback/files/" in door.path
        is_right = holds(user, door.access) and not (door.is_of_the_case or is_personal)
        if door.access not in ("public", "member") and is_right:
            continue
        is_shut = door.is_of_the_case or bool(door.parts & PERSONAL)
        is_shut = is_shut or (door.access != "public" and not is_right)
        for prefix, method in (*english, ("", "get"), ("", "post")):
            if prefix and door.path.startswith(("/api/", "/health/")):
                continue
            answer = getattr(browser, method)(prefix + door.path, {"text": "x", "reason": "x"})
            wrong += leaks(door, answer, words, is_shut=is_shut)

    assert wrong == []
    assert world.state() == before


def test_the_walk_meets_every_kind_of_door(world):
    doors = list(world.doors())

    assert sum(door.is_of_the_case for door in doors) >= 20
    assert {door.access for door in doors} >= {"public", "member", "audit.read_entries"}
    assert all("<" not in door.path for door in doors)


def browsers_of_the_right_people(world):
    """Those for whom the addresses are meant: at least one of them must see each page."""
    owner = Client()
    owner.cookies.update(world.browser.cookies)  # in which the draft was begun
    owner.force_login(world.owner, backend=BACKEND)
    head = desk("head.orkhon")
    others = ("administrator", "auditor", "cataloguer", "catalogue.head", "cashier.orkhon")
    browsers = [owner, desk_of(world.officer), head, *map(desk, others), Client()]
    return [(browser, user_of(browser)) for browser in browsers]


def user_of(browser):
    """Who the pages think it is; asked once, for no step of a walk may move a right."""
    return browser.get("/account/").wsgi_request.user


def likeliest_first(door, people):
    """Whoever has the right of the page is asked before the others; they are asked all the same."""
    return sorted(
        people, key=lambda one: door.access != "public" and not holds(one[1], door.access)
    )


@pytest.mark.slow
def test_the_same_doors_open_for_whom_they_are_meant(world):
    people, opened, told, asked = browsers_of_the_right_people(world), set(), set(), set()
    words = world.words()
    # Addresses that only act, or lead on: 405 and 302 are their right answers to reading.
    for door in world.doors():
        asked.add(door.path)
        for browser, _user in likeliest_first(door, people):
            answer = browser.get(door.path)
            if answer.status_code == 200:
                opened.add(door.path)
                said = body(answer)
                told |= {word for word in words if word in said}
                break
            if answer.status_code == 405:
                opened.add(door.path)
                break  # it only acts, whoever asks

    # A page shows the secret in groups of its own; the button beside it copies it whole.
    # A signer's phone proves that a code arrived there, and is shown masked to everybody.
    assert told >= set(WORDS) - {SIGNER.phone} | {world.secret}
    assert SIGNER.phone not in told
    assert {
        re.sub(r"/open/.*|/password/.*|/sign/.*|/told/.*|(?<=/payments)/[a-z2-7]{26}/.*", "", path)
        for path in asked - opened
    } == {
        f"/track/{world.case.number}",  # the nearly right link
        "/account",  # the nearly right link of a password
        "/media/nothing.png",  # there is no such picture
        "/account/login/code/",  # nobody asked for a code
        "/account/second-factor/",  # shown already
        "/feedback/sent/",  # the draft is not sent
        "/desk/export/",  # wants the second factor once more
        f"/desk/registers/{world.registers['certificate']}/confirm/",  # and so does this
        "/agency/departments/orkhon/switch/",
        "/hotline/call",  # leads to the console of a new call
        "/hotline/call/",
        "/feedback",  # the nearly right link to sign by
        "/standards",  # the nearly right link of a letter of news
        "/payments",  # the nearly right link of an invoice
        f"/services/draft/{world.applying['draft_key']}/",  # leads to the page that is missing
        f"/services/draft/{world.applying['draft_key']}/sent/",  # it was not
        f"/services/draft/{world.applying['draft_key']}/moved/",  # its form is today's
        f"/services/mine/{world.applying['application']}/complete/",  # nothing is asked
        f"/services/mine/{world.applying['application']}/decision/",  # not decided yet
        f"/services/mine/{world.applying['application']}/renew/",  # nothing was granted
        f"/desk/services/{world.eservices['application']}/complete/",  # it came online, not on paper
        f"/desk/services/{world.eservices['application']}/withdraw/",
        f"/desk/services/{world.eservices['application']}/letter/",  # not decided yet
        "/payments/desk/accounts/",  # wants the second factor once more
        "/payments/desk/accounts/confirm/",  # as well
        f"/payments/desk/refunds/{world.payments['refund_id']}/",  # as well
        "/desk/procedures/product-certification/3/review/",  # once more, of the agency's head
        "/desk/procedures/product-certification/3/publish/",  # as well
        "/desk/procedures/product-certification/3/questions/papers-page/",  # it has one
        f"/desk/procedures/product-certification/moves/{world.procedures['transfer']}/approve/",
        "/standards/watches/new/",  # it is not said what is to be followed
        "/feedback/together/",  # the draft is of one person
        "/standards/jishee-0001-2025/read/terms/",  # free to read: nothing to agree to
        f"/track/{world.case.number}/name/",  # it has a name
        f"/api/v1/cases/{world.case.number}",  # without the secret
        f"/desk/{world.case.number}/answer/",  # it was given already (409)
        f"/desk/{world.case.number}/publish/",  # it was published already
        f"/desk/{world.case.number}/extend/",  # it was extended once, which is all
        f"/desk/{world.case.number}/forward/letter.pdf",  # nobody is told by post
    }
