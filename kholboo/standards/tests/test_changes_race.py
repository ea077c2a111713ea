"""Two people at the same change at the same moment."""

import pytest

from kholboo.accounts.models import User
from kholboo.accounts.roles import Role
from kholboo.agency.models import Office, Post
from kholboo.core.errors import RuleBroken
from kholboo.standards.models import ChangeEvent, Edition, Proposal, Relation, Work
from kholboo.standards.services import changes
from kholboo.standards.services.changes import Wish
from kholboo.standards.tests import race
from kholboo.standards.tests.desk import edition, person, proposal

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 4


def second_head():
    head = person("catalogue.head")
    post = Post.objects.get(user=head)
    other = User.objects.create_user(email="head2@example.mn", is_staff=True)
    Post.objects.create(
        user=other,
        role=Role.CATALOGUE_HEAD,
        office=Office.objects.get(is_head=True),
        since=post.since,
    )
    return other


def test_two_people_publish_one_change_once():
    heads = person("catalogue.head"), second_head()
    for pages in range(1, 1 + ROUNDS):
        found = proposal(pages=pages)

        results = race.together(
            *(lambda one=found, head=head: changes.publish(one, actor=head) for head in heads)
        )

        assert len(race.refusals(results)) == 1
        assert ChangeEvent.objects.filter(proposal=found).count() == 1


def test_two_changes_of_one_fact_are_not_both_published():
    heads = person("catalogue.head"), second_head()
    for round_ in range(ROUNDS):
        both = proposal(title_mn=f"Нэг {round_}"), proposal(title_mn=f"Хоёр {round_}")

        results = race.together(
            *(
                lambda head=head, one=one: changes.publish(one, actor=head)
                for head, one in zip(heads, both, strict=True)
            )
        )

        assert [isinstance(result, RuleBroken) for result in results].count(True) == 1
        assert Proposal.objects.filter(pk__in=[one.pk for one in both], state="open").count() == 1


def test_one_edition_is_added_once():
    heads = person("catalogue.head"), second_head()
    for round_ in range(ROUNDS):
        wish = Wish({"title_mn": "Гэр"}, number=f"MNS {9200 + round_}", year=2025)
        both = [changes.propose(wish, edition=None, actor=person()) for _each in heads]

        results = race.together(
            *(
                lambda head=head, one=one: changes.publish(one, actor=head)
                for head, one in zip(heads, both, strict=True)
            )
        )

        assert len(race.refusals(results)) == 1
        assert Edition.objects.filter(work__number=wish.number).count() == 1
        assert Work.objects.filter(number=wish.number).count() == 1


def test_one_replaces_another_once_when_both_sides_say_so():
    heads = person("catalogue.head"), second_head()
    for round_ in range(ROUNDS):
        old, new = edition(f"MNS {9300 + round_}", 2010), edition(f"MNS {9300 + round_}", 2024)
        both = (
            proposal(new, ties=[["replaces", "edition", old.slug, ""]]),
            proposal(old, replaced_by=[new.slug]),
        )

        race.together(
            *(
                lambda head=head, one=one: changes.publish(one, actor=head)
                for head, one in zip(heads, both, strict=True)
            )
        )

        assert Relation.objects.filter(source=new, edition=old).count() == 1
