"""The editors' rooms speak Mongolian; their catalogue never speaks against ours."""

from babel.messages.pofile import read_po

from kholboo.feedback.tests.desk import desk, person
from tools import messages


def test_words_of_wagtail_do_not_change_words_of_ours():
    ours = {
        (messages._name(text), text.context)
        for house in messages.houses()
        for text in messages._texts(messages.known(house))
    }
    (file,) = messages.PACKAGE.glob(messages.BORROWED)
    with file.open("rb") as source:
        borrowed = list(messages._texts(read_po(source, locale="mn", abort_invalid=True)))

    assert len(borrowed) > 300
    for text in borrowed:
        assert all(messages._strings(text)), text.id
        assert (messages._name(text), text.context) not in ours, text.id


def test_the_rooms_speak_the_language_of_the_person(db):
    browser = desk("editor.orkhon")
    mongolian = browser.get("/cms/reports/aging-pages/").content.decode()
    someone = person("editor.orkhon")
    someone.language = "en"
    someone.save()

    assert "Удаан шинэчлээгүй хуудас" in mongolian
    assert "Aging pages" in browser.get("/cms/reports/aging-pages/").content.decode()
