"""The side column of the cashier's pages: where to go, and how much waits there."""

from django.urls import reverse
from django.utils.translation import gettext as _

from kholboo.accounts.models import User
from kholboo.payments.queries import desk as queries
from kholboo.payments.queries import statements
from kholboo.payments.rights import IMPORT
from kholboo.ui.components.navigation import Place

# How many at most are counted.
MOST = 1000


def places(user: User, here: str) -> list[Place]:
    """`here` is the list of the desk, or the name of the page."""
    desk = reverse("payments:desk")
    rows = [
        ("clear", _("To clear"), f"{desk}?list=clear", queries.to_clear(user)[:MOST].count()),
        ("open", _("Waiting for payment"), f"{desk}?list=open", None),
        ("paid", _("Paid"), f"{desk}?list=paid", None),
        (
            "refunds",
            _("To give back"),
            reverse("payments:refunds"),
            queries.waiting_refunds(user)[:MOST].count(),
        ),
    ]
    if user.has_perm(IMPORT):
        waiting = statements.unsure(user)[:MOST].count()
        rows.append(("statements", _("Bank statement"), reverse("payments:statements"), waiting))
    rows.append(("day", _("Totals of a day"), reverse("payments:day"), None))
    return [
        Place(label, href, count=count, is_current=key == here, is_urgent=bool(count))
        for key, label, href, count in rows
    ]
