"""The same comment at the same moment: from an impatient finger, or a phone that tries again."""

from datetime import timedelta
from uuid import uuid4

import pytest

from kholboo.core import clock
from kholboo.standards.rules import Access, Stage
from kholboo.standards.services import enquiry as services
from kholboo.standards.services.enquiry import Period, Remark
from kholboo.standards.tests import race
from kholboo.standards.tests.desk import edition

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_same_form_sent_at_once_is_one_comment_and_numbers_have_no_gap():
    today = clock.local_date(clock.now())
    draft = edition(year=2027, stage=Stage.ENQUIRY, access=Access.FREE)
    held = services.open_enquiry(draft, Period(today, today + timedelta(days=60)), actor=None)
    form = uuid4()
    same, other = Remark(kind="te", text="Нэг"), Remark(kind="te", text="Өөр")

    results = race.together(
        *(lambda: services.keep(held, same, form=form) for _ in range(3)),
        *(lambda: services.keep(held, other, form=uuid4()) for _ in range(2)),
    )

    assert len({one.pk for one in results}) == 3
    numbers = held.comments.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 2, 3]
