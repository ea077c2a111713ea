import pytest
from django.utils import translation

from kholboo.accounts.roles import Role
from kholboo.agency import queries
from kholboo.agency.models import Aimag, Unit
from kholboo.agency.tests.factories import LONG_AGO, OfficeFactory, PostFactory, staff_user
from kholboo.core.errors import NotFound

pytestmark = pytest.mark.django_db


class TestWithTheStarterData:
    def test_a_department_answers_for_the_services_it_delivers(self):
        orkhon = Aimag.objects.get(slug="orkhon")

        office, unit = queries.office_for(queries.service_by_code("verification"), orkhon)

        assert (office.slug, unit) == ("orkhon", None)

    def test_the_owning_unit_answers_for_what_the_department_does_not_deliver(self):
        orkhon = Aimag.objects.get(slug="orkhon")

        office, unit = queries.office_for(queries.service_by_code("type_test"), orkhon)

        assert (office.is_head, unit.slug) == (True, "metrology")

    def test_the_owning_unit_answers_for_the_capital_and_for_an_aimag_without_department(self):
        service = queries.service_by_code("verification")

        for place in (Aimag.objects.get(is_capital=True), Aimag.objects.get(code="42"), None):
            office, unit = queries.office_for(service, place)
            assert (office.is_head, unit.slug) == (True, "verification")

    def test_without_a_service_the_department_of_the_place_answers(self):
        office, unit = queries.office_for(None, Aimag.objects.get(slug="uvs"))

        assert (office.slug, office.time_zone, unit) == ("uvs", "Asia/Hovd", None)

    def test_without_service_and_place_the_administration_answers(self):
        office, unit = queries.office_for(None, None)

        assert (office.is_head, unit.slug) == (True, "administration")

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("жин", "verification"),
            ("jin", "verification"),
            ("жингээ шалгуулах", "verification"),
            ("shalgalt tokhiruulga", "calibration"),
            ("bensin shatahuun", "verification"),
            ("стандартын лавлагаа", "standards_info"),
            ("алт хайлуулах", "gold_melting"),
            ("certificate of conformity", "product_certification"),
            ("бөгж", "hallmark_certification"),
        ],
    )
    def test_a_service_is_found_by_everyday_words(self, text, code):
        assert queries.search_services(text)[0].code == code

    def test_an_empty_search_shows_all_fifteen_and_a_foreign_word_none(self):
        assert len(queries.search_services("  ")) == 15
        assert queries.search_services("blockchain") == []

    def test_searching_costs_one_query(self, django_assert_num_queries):
        with django_assert_num_queries(1):
            [service.unit.name for service in queries.search_services("стандарт")]

    def test_aimags_come_in_the_order_of_the_alphabet_behind_the_capital(self):
        names = [aimag.name_mn for aimag in queries.aimags()]

        assert names[:3] == ["Улаанбаатар", "Архангай", "Баян-Өлгий"]
        assert names.index("Орхон") < names.index("Өвөрхангай") < names.index("Сүхбаатар")

    def test_names_follow_the_language_of_the_page(self):
        with translation.override("en"):
            assert str(Aimag.objects.get(code="61")) == "Orkhon"
        with translation.override("mn"):
            assert str(Aimag.objects.get(code="61")) == "Орхон"


def test_an_unknown_service_is_not_found():
    with pytest.raises(NotFound):
        queries.service_by_code("nothing")


def test_staff_are_those_who_hold_a_post_there_today():
    office = OfficeFactory.create()
    officer = staff_user(Role.OFFICER, office)
    unit = Unit.objects.create(office=office, slug="u", name_mn="н", name_en="u", order=1)
    in_unit = staff_user(Role.OFFICER, office, unit)
    PostFactory.create(office=office, until=LONG_AGO)
    staff_user(Role.OFFICER, office, is_active=False)
    staff_user(Role.AUDITOR)

    officers = queries.staff_of(office, roles=[Role.OFFICER])

    assert set(officers) == {officer, in_unit}
    assert list(queries.staff_of(office, unit)) == [in_unit]
