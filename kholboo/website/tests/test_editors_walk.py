"""Every address of Wagtail × an editor of one branch × things of the others: nothing shows or moves.

The other half proves the walk: for the administrator the same addresses show and move them.
"""

import pytest
from django.db import transaction
from django.urls import resolve

from kholboo.website.tests.editors_world import (
    Secrets,
    Writings,
    asked,
    browser_of,
    is_open,
    snapshot,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    # Files of requests that broke on nonsense are closed when they are collected.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
OTHERS = ("uvs", "head-office")
PROOF_SEEN, PROOF_CHANGED = 40, 15  # so many addresses show, and move, what is theirs


@pytest.fixture
def kept():
    return [Secrets(slug) for slug in OTHERS]


def said_by(answer):
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return f"{content.decode(errors='replace')} {answer.headers}"


def told(answer, secrets, asked):
    """Whether the answer tells the secret; what the question itself said may be repeated."""
    said = said_by(answer)
    for echo in (asked, f'value="{secrets.word}"', f"&quot;{secrets.word}&quot;"):
        said = said.replace(echo, "")
    return any(
        f"{secrets.word} {what}" in said for what in ("draft", "unpublished", "picture", "paper")
    )


# Each walk is most of a minute: a department's things are looked for, and the head office's moved.
def test_an_editor_of_one_branch_sees_nothing_of_another(kept):
    secrets = kept[OTHERS.index("uvs")]
    browser, wrong = browser_of("editor.orkhon"), []
    browser.get("/cms/")
    before = snapshot()

    for path in secrets.addresses():
        for question, answer in asked(browser, path, secrets.questions(path)):
            if told(answer, secrets, question):
                wrong.append(f"GET {path}?{question} tells")

    assert not wrong, "\n".join(wrong)
    assert snapshot() == before


def test_an_editor_of_one_branch_changes_nothing_of_another(kept):
    secrets = kept[OTHERS.index("head-office")]
    browser, wrong = browser_of("editor.orkhon"), []
    browser.get("/cms/")
    before = snapshot()

    for path in secrets.addresses():
        for ask, data in ways(browser, secrets, path):
            answer, tables = Writings().of(ask, path, data)
            wrong += [f"{path} writes {table}" for table in tables]
            if told(answer, secrets, ""):
                wrong.append(f"{path} tells")

    assert not wrong, "\n".join(wrong)
    assert snapshot() == before


def ways(browser, secrets, path):
    """A shut room answers before it reads what is sent: one form is enough there."""
    forms = secrets.forms() if is_open(path) else secrets.forms()[:1]
    return [*((browser.post, form) for form in forms), (browser.put, {})]


def test_the_walk_sees_and_changes_everything_as_the_administrator(kept):
    secrets, browser = kept[0], browser_of("administrator")
    seen, changed = set(), set()
    browser.get("/cms/")

    for path in secrets.addresses():
        if len(seen) >= PROOF_SEEN and len(changed) >= PROOF_CHANGED:
            break
        # With another key of the same kind it would be proved a second time.
        route = resolve(path).route
        if route not in seen:
            answers = asked(browser, path, secrets.questions(path))
            if any(told(answer, secrets, question) for question, answer in answers):
                seen.add(route)
        if route in changed:
            continue
        with transaction.atomic():
            if Writings().of(browser.post, path, secrets.forms()[0])[1]:
                changed.add(route)
            transaction.set_rollback(True)

    assert len(seen) >= PROOF_SEEN, seen
    assert len(changed) >= PROOF_CHANGED, changed
