"""Both languages stand at the same address; what is not translated says so."""

import pytest
from django.test import Client

from kholboo.website.models import Branch, StandardPage
from kholboo.website.services import starter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("planted")]


def read(path, host="orkhon.localhost"):
    return Client(headers={"host": host}).get(path).content.decode()


def test_a_page_and_its_translation_name_each_other():
    page, english = read("/about/"), read("/en/about/")

    for each in (page, english):
        assert 'hreflang="mn" href="http://orkhon.localhost:8000/about/"' in each
        assert 'hreflang="en" href="http://orkhon.localhost:8000/en/about/"' in each
        assert '<meta name="description" content="' in each
        assert "noindex" not in each
    assert '<link rel="canonical" href="http://orkhon.localhost:8000/en/about/">' in english
    assert "<h1>Бидний тухай</h1>" in page
    assert "<h1>About us</h1>" in english


def test_a_page_without_translation_says_so_and_is_not_indexed():
    home = Branch.objects.get(office__slug="orkhon").home
    home.add_child(instance=StandardPage(title="Зөвхөн монгол", lead="Монголоор.", slug="mongol"))

    page = read("/en/mongol/")

    assert '<meta name="robots" content="noindex">' in page
    assert "This page is not in English yet" in page
    assert '<div class="stack-wide" lang="mn">' in page
    assert 'hreflang="en" href' not in page
    assert "noindex" not in read("/mongol/")


def test_a_cyrillic_title_gets_a_latin_address():
    home = Branch.objects.get(office__slug="orkhon").home
    page = home.add_child(instance=StandardPage(title="Үйлчилгээний өргөө", lead="Нэг."))

    assert page.slug == "uilchilgeenii-orgoo"


def test_planting_again_brings_back_nothing_an_editor_took_away():
    home = Branch.objects.get(office__slug="orkhon").home
    home.get_children().get(slug="about").delete()

    starter.load()

    assert not home.get_children().filter(slug="about").exists()
