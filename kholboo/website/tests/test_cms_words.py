"""The editors' rooms speak Mongolian; their catalogue never speaks against ours."""

import json
import re

from babel.messages.pofile import read_po

from kholboo.feedback.tests.desk import desk, person
from tools import messages

(DJANGO,) = messages.PACKAGE.glob(messages.BORROWED.replace("*.po", "django.po"))


def read(file):
    with file.open("rb") as source:
        return list(messages._texts(read_po(source, locale="mn", abort_invalid=True)))


def test_words_of_wagtail_do_not_change_words_of_ours():
    ours = {
        (messages._name(text), text.context)
        for house in messages.houses()
        for text in messages._texts(messages.known(house))
    }
    borrowed = [text for file in messages.PACKAGE.glob(messages.BORROWED) for text in read(file)]

    assert len(borrowed) > 380
    for text in borrowed:
        assert all(messages._strings(text)), text.id
    spoken = {(messages._name(text), text.context) for text in read(DJANGO)}
    assert spoken.isdisjoint(ours), spoken & ours


def test_the_rooms_speak_the_language_of_the_person(db):
    browser = desk("editor.orkhon")
    mongolian = browser.get("/cms/upkeep/").content.decode()
    someone = person("editor.orkhon")
    someone.language = "en"
    someone.save()

    assert "Дахин нягтлах хуудас" in mongolian
    assert "Pages to look at again" in browser.get("/cms/upkeep/").content.decode()


def test_scripts_of_the_rooms_speak_mongolian_too(db):
    said = desk("editor.orkhon").get("/cms/jsi18n/").content.decode()
    words = json.loads(re.search(r"newcatalog = ({.*?});", said, re.DOTALL)[1])

    assert words["Insert a block"] == "Хэсэг нэмэх"
    assert words["Preview"] == "Урьдчилан харах"  # ours is nearer than Wagtail's own
    assert words["%(num)s error"] == ["%(num)s алдаа", "%(num)s алдаа"]
    assert len(words) > 75
