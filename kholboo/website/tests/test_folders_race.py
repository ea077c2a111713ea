"""The first editors of two offices come in at once: each office gets its own folder."""

import pytest

from kholboo.feedback.tests import race
from kholboo.feedback.tests.desk import person
from kholboo.website.models import Branch
from kholboo.website.services.editors import give_branches

pytestmark = pytest.mark.django_db(transaction=True)


def test_first_editors_of_two_offices_at_once_make_two_folders():
    orkhon, uvs = person("editor.orkhon"), person("head.uvs")

    race.together(lambda: give_branches(orkhon), lambda: give_branches(uvs))

    folders = {branch.collection.path for branch in Branch.objects.exclude(collection__isnull=True)}
    assert len(folders) == 2
