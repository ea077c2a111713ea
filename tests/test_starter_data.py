"""Tests of real transactions empty every table; whatever runs next finds what the first found."""

import pytest
from django.apps import apps
from django.core.management import call_command

from conftest import begin_anew
from kholboo.agency.models import Office


def rows():
    """How many there are of everything."""
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
    }


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", ["first", "second"])
def test_an_emptied_database_gets_back_all_it_began_with(turn):
    before = rows()
    call_command("flush", interactive=False, verbosity=0)
    emptied = Office.objects.count()

    begin_anew()

    assert emptied == 0
    assert rows() == before
    assert Office.objects.filter(is_head=True).count() == 1
