"""Every address of Wagtail × an editor of one branch × things of the others: nothing shows or moves.

The other half proves the walk: for the administrator the same addresses show and move them.
"""

import pytest
from django.db import transaction

from kholboo.website.tests.editors_world import Secrets, Writings, asked, browser_of, snapshot

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    # Files of requests that broke on nonsense are closed when they are collected.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
OTHERS = ("uvs", "head-office")


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
        for ask, data in ways(browser, secrets):
            answer, tables = Writings().of(ask, path, data)
            wrong += [f"{path} writes {table}" for table in tables]
            if told(answer, secrets, ""):
                wrong.append(f"{path} tells")

    assert not wrong, "\n".join(wrong)
    assert snapshot() == before


def ways(browser, secrets):
    return [*((browser.post, form) for form in secrets.forms()), (browser.put, {})]


def test_the_walk_sees_and_changes_everything_as_the_administrator(kept):
    secrets, browser = kept[0], browser_of("administrator")
    seen, changed = set(), set()
    browser.get("/cms/")

    for path in secrets.addresses():
        answers = asked(browser, path, secrets.questions(path))
        if any(told(answer, secrets, question) for question, answer in answers):
            seen.add(path)
        with transaction.atomic():
            if Writings().of(browser.post, path, secrets.forms()[0])[1]:
                changed.add(path)
            transaction.set_rollback(True)

    assert len(seen) >= 40, seen
    assert len(changed) >= 15, changed
