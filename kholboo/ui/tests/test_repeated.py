"""Parts of lists drawn once: once for each language, escaped, and never for words marked as safe."""

import pytest
from django.utils.safestring import mark_safe
from django.utils.translation import override

from kholboo.ui.components.repeated import Repeated


def chip_of(drawn):
    def shown(label):
        drawn.append(label)
        return {"it": {"label": label, "kind": "plain"}}

    return Repeated("ui/components/chip.html", shown)


def test_equal_values_are_drawn_once_in_each_language():
    drawn = []
    chip = chip_of(drawn)

    for language in ("mn", "en", "mn"):
        with override(language):
            assert chip("new") == '<span class="chip chip-plain"><span>new</span></span>'

    assert drawn == ["new", "new"]


def test_what_is_drawn_stands_in_a_page_as_it_is_and_its_words_are_escaped():
    said = chip_of([])("<b>new</b>")

    assert "<span>&lt;b&gt;new&lt;/b&gt;</span>" in said
    assert mark_safe(said) is said  # noqa: S308


def test_safe_words_are_refused():
    with pytest.raises(TypeError, match="still escapes"):
        chip_of([])(mark_safe("<b>new</b>"))
