"""One person's way through the product's own doors: written, asked, answered, rated, reopened."""

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from bench.place import ROOT, Unfit
from prove.erasing.canary import Canaries, paper, sound

if TYPE_CHECKING:
    from django.test import Client

    from kholboo.feedback.models import Case

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
REMEDY = "30 хоногийн дотор дээд шатны байгууллагад гомдол гаргаж болно."


def browser_of(name: str) -> "Client":
    """A desk at which a person of the demonstration has passed both factors."""
    from django.test import Client

    from kholboo.accounts.access import SECOND_FACTOR, SECOND_FACTOR_AT
    from kholboo.accounts.models import User
    from kholboo.core import clock

    browser = Client()
    browser.force_login(User.objects.get(email=f"{name}@demo.invalid"), backend=BACKEND)
    session = browser.session
    session[SECOND_FACTOR] = True
    session[SECOND_FACTOR_AT] = clock.now().timestamp()
    session.save()
    return browser


def live(canary: Canaries) -> "Case":
    """The whole story through pages. What it leaves for the worker, `work` does."""
    citizen, case = _send(canary)
    officer, track, desk = browser_of("officer.orkhon"), _track(case), _desk(case)
    _post(officer, f"{desk}register/", kind="complaint", service="verification")
    _post(officer, f"{desk}take/")
    _post(officer, f"{desk}ask/", text=f"Дугаар? {canary.question}")
    _post(
        citizen,
        f"{track}message/",
        text=f"2143 {canary.message}",
        key=str(uuid4()),
        files=[_file(f"{canary.file_name}-2.docx", paper(canary.file_words))],
        voice=[_file(f"{canary.voice_name}.wav", sound(canary.voice))],
    )
    _post(officer, f"{desk}note/", text=f"{canary.family} {canary.given}: {canary.note}")
    _answer(officer, canary, desk, round=1)
    _post(citizen, f"{track}rating/", solved="no", score="2", words=canary.rating)
    _post(citizen, f"{track}reopening/", round="1", reason=canary.reason)
    _post(officer, f"{desk}take/")
    _answer(officer, canary, desk, round=2)
    _post(citizen, f"{track}rating/", solved="yes", score="4", words=canary.rating)
    case.refresh_from_db()
    return case


def erase(case: "Case") -> None:
    """Asked for by the citizen, granted by a head, both on their pages."""
    _post(_opened(case), f"{_track(case)}erasure/", is_sure="on")
    head = browser_of("head.orkhon")
    _post(head, f"{_desk(case)}erasure/", act="grant", is_sure="on")


def _send(canary: Canaries) -> tuple["Client", "Case"]:
    from django.test import Client

    from kholboo.feedback.models import Case

    browser = Client()
    you = {
        "family_name": canary.family,
        "given_name": canary.given,
        "address": canary.address,
        "phone": canary.phone,
        "email": canary.email,
        "reply_by": "email",
        "register": canary.register,
        "organisation": canary.organisation,
        "position": canary.position,
    }
    text = f"Жин дутуу. {canary.text} {canary.given}"
    picture = _file(f"{canary.file_name}.docx", paper(canary.file_words))
    _post(browser, "/feedback/kind/", kind="complaint")
    _post(browser, "/feedback/service/", service="verification")
    _post(browser, "/feedback/place/", place="orkhon")
    _post(browser, "/feedback/story/", text=text, wish=canary.wish)
    _post(browser, "/feedback/files/", files=[picture])
    _post(browser, "/feedback/who/", who="organisation")
    _post(browser, "/feedback/you/", **you)
    _post(browser, "/feedback/check/")
    case = Case.objects.latest("pk")
    return _opened(case), case


def _opened(case: "Case") -> "Client":
    from django.test import Client

    from kholboo.feedback.secret import secret_of

    browser = Client()
    _post(browser, "/track/", number=case.number, secret=secret_of(case))
    return browser


def _answer(officer: "Client", canary: Canaries, desk: str, *, round: int) -> None:
    words = {
        "round": str(round),
        "outcome": "partly",
        "text": f"{canary.given} танд. {canary.answer}",
        "ground": canary.ground,
        "remedy": REMEDY,
    }
    _post(officer, f"{desk}answer/", **words, send="1", step="send")


def _post(browser: "Client", page: str, /, **data: Any) -> None:
    response = browser.post(page, data)
    if response.status_code != 302:
        said = response.content.decode()[:3000]
        raise Unfit(f"{page} answered {response.status_code}: {said}")


def _file(name: str, content: bytes) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile(name, content)


def _track(case: "Case") -> str:
    return f"/track/{case.number}/"


def _desk(case: "Case") -> str:
    return f"/desk/{case.number}/"


def work() -> None:
    """A real worker does what waits, then ends: messages are carried to the fake providers."""
    subprocess.run(
        [sys.executable, "manage.py", "procrastinate", "worker", "--one-shot"],
        cwd=ROOT,
        env={**os.environ, "MODE": "demo", "MAIL": "fake", "SMS": "fake"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
