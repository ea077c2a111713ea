"""The catalogue tool: finds every text, keeps every translation, guesses nothing."""

from gettext import GNUTranslations

import pytest

from tools import messages

PO = """
msgid "Kept"
msgstr "Үлдсэн"

msgid "Gone"
msgstr "Алга"

#, fuzzy
msgid "Doubtful"
msgstr "Эргэлзээтэй"

msgid "%(n)s day"
msgid_plural "%(n)s days"
msgstr[0] "%(n)s өдөр"
msgstr[1] "%(n)s өдөр"
"""


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A small package with one house of texts."""
    home = tmp_path / "pack" / "desk"
    (home / "templates" / "desk").mkdir(parents=True)
    (home / "__init__.py").touch()
    (home / "views.py").write_text(
        "from django.utils.translation import gettext as _, gettext_lazy, ngettext\n"
        'A = _("Kept")\nB = gettext_lazy("Lazy")\nC = _("Doubtful")\n'
        'D = ngettext("%(n)s day", "%(n)s days", 2)\n'
    )
    (home / "templates" / "desk" / "page.html").write_text(
        "{% load i18n %}<p>it's (not \"closed</p>\n"
        '  {% translate "Plain" %}\n    {% blocktranslate trimmed %}\n  Hello\n {{ name }}\n'
        "{% endblocktranslate %}\n{{ _('In a filter')|upper }}\n"
        "{% blocktranslate count n=n %}one{% plural %}{{ n }} many{% endblocktranslate %}\n"
    )
    monkeypatch.setattr(messages, "PACKAGE", tmp_path / "pack")
    file = messages.catalogue_of("desk")
    file.parent.mkdir(parents=True)
    file.write_text(messages.HEADER.replace("{house}", "desk") + PO)
    return file


def names(catalog):
    return [messages._name(message) for message in catalog if message.id]


def test_texts_of_code_and_templates_are_found(house):
    assert sorted(names(messages.extracted("desk"))) == sorted(
        ["Kept", "Lazy", "Doubtful", "%(n)s day", "Plain", "Hello %(name)s", "In a filter", "one"]
    )


def test_translations_stay_lost_texts_go_and_doubtful_ones_are_emptied(house):
    messages.write("desk")

    written = messages.known("desk")
    assert written.get("Kept").string == "Үлдсэн"
    assert written.get("%(n)s day").string == ("%(n)s өдөр", "%(n)s өдөр")
    assert written.get("Gone") is None
    assert written.get("Doubtful").string == ""


def test_writing_twice_gives_the_same_file(house):
    messages.write("desk")
    first = house.read_text()

    messages.write("desk")

    assert house.read_text() == first


def test_the_check_names_house_and_text(house):
    found = list(messages.faults("desk"))

    assert "desk: fuzzy translation of 'Doubtful'" in found
    assert "desk: no Mongolian for 'Plain'" in found
    assert not any("Kept" in fault for fault in found)


def test_a_text_the_extractor_cannot_read_is_found(house):
    views = house.parents[3] / "views.py"
    views.write_text(views.read_text() + "E = f\"{A} {_('In a string')} {_(A)}\"\n")

    hidden = [fault for fault in messages.faults("desk") if "hides" in fault]
    assert hidden == ["desk: views.py hides 'In a string' in an f-string"]


def test_a_lost_placeholder_is_found(house):
    house.write_text(house.read_text() + '\nmsgid "Hello %(name)s"\nmsgstr "Сайн байна уу"\n')

    assert "desk: other placeholders in the Mongolian of 'Hello %(name)s'" in list(
        messages.faults("desk")
    )


def test_compiled_catalogues_speak_and_are_made_only_when_stale(house):
    assert messages.compile_stale() == ["desk"]
    assert messages.compile_stale() == []

    with house.with_suffix(".mo").open("rb") as compiled:
        spoken = GNUTranslations(compiled)
    assert spoken.gettext("Kept") == "Үлдсэн"
    assert spoken.ngettext("%(n)s day", "%(n)s days", 5) == "%(n)s өдөр"


def test_one_text_with_two_translations_is_found(house, tmp_path):
    other = tmp_path / "pack" / "shop"
    other.mkdir()
    (other / "__init__.py").touch()
    catalogue = messages.catalogue_of("shop")
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(messages.HEADER + '\nmsgid "Kept"\nmsgstr "Хадгалсан"\n')

    assert list(messages.quarrels()) == ["desk and shop translate 'Kept' differently"]
