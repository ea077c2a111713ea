import factory
from factory.django import DjangoModelFactory

from kholboo.accounts.models import Membership, Organisation, User


class UserFactory(DjangoModelFactory[User]):
    """A citizen with an e-mail address; `ours=True` for staff (who still needs a post)."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        ours = factory.Trait(is_staff=True)

    email = factory.Sequence(lambda n: f"person{n}@example.mn")
    given_name = "Болд"
    family_name = "Дорж"
    password = "!"


class OrganisationFactory(DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    register = factory.Sequence(lambda n: f"{5_000_000 + n}")
    name = "Хур тариа ХХК"


class MembershipFactory(DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    since = factory.Faker("date_object")
