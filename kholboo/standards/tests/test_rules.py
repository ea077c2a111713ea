"""What is in force when."""

from datetime import date

import pytest

from kholboo.standards.rules import Stage, Status, status_on

DAY = date(2026, 6, 1)
BEFORE, AFTER = date(2026, 5, 31), date(2026, 6, 2)
FACTS = {
    "stage": Stage.PUBLISHED, "effective_on": BEFORE, "withdrawn_on": None, "replaced_on": None,
    "is_replaced": False,
}  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({}, Status.IN_FORCE),
        ({"effective_on": DAY}, Status.IN_FORCE),
        ({"effective_on": AFTER}, Status.COMING),
        ({"effective_on": None}, Status.UNCONFIRMED),
        ({"stage": Stage.ENQUIRY}, Status.DRAFT),
        ({"withdrawn_on": DAY}, Status.WITHDRAWN),
        ({"withdrawn_on": AFTER}, Status.IN_FORCE),
        ({"stage": Stage.WITHDRAWN}, Status.WITHDRAWN),
        ({"stage": Stage.WITHDRAWN, "withdrawn_on": AFTER}, Status.IN_FORCE),
        ({"is_replaced": True, "replaced_on": DAY}, Status.REPLACED),
        ({"is_replaced": True, "replaced_on": AFTER}, Status.IN_FORCE),
        ({"is_replaced": True}, Status.REPLACED),
        ({"is_replaced": True, "withdrawn_on": BEFORE}, Status.REPLACED),
        ({"is_replaced": True, "replaced_on": DAY, "withdrawn_on": AFTER}, Status.IN_FORCE),
    ],
)
def test_a_status_follows_from_the_days(facts, status):
    assert status_on(DAY, **FACTS | facts) == status
