"""How a person is shown in a list: known again by who knows them, told to nobody else."""

from hypothesis import given
from hypothesis import strategies as st

from kholboo.feedback.people import masked_name
from kholboo.notifications.rules import masked_email, masked_phone


def test_a_name_keeps_its_first_and_last_letters():
    assert masked_name("Дорж Болд") == "Д•••ж Б•••д"
    assert masked_name("Доржсүрэнгийн Мөнхзул") == "Д•••н М•••л"
    assert masked_name("Ли") == "Л•••"
    assert masked_name("«Сүү» ХХК · Болд") == "«•••» Х•••К · Б•••д"
    assert masked_name("") == ""


def test_a_phone_and_an_address_keep_what_their_owner_knows_them_by():
    assert masked_phone("99112233") == "99••••33"
    assert masked_phone("9911") == "••••"
    assert masked_phone("") == ""
    assert masked_email("bold@example.mn") == "b•••@e…"
    assert masked_email("bold") == "•••"


@given(st.text(alphabet="абвгдеөү", min_size=3, max_size=30))
def test_two_names_of_other_lengths_look_the_same(name):
    assert masked_name(name) == masked_name(name[0] + name[-1] * 40)
