"""What pages say of a joint petition: how the others stand behind it, and the link they sign by."""

from typing import Any

from kholboo.feedback.models import Case
from kholboo.feedback.queries.joint import standing_of
from kholboo.feedback.services.messages import sign_link


def joint_facts(case: Case) -> dict[str, Any]:
    """`standing` is None for a case of one sender; `sign_link` is empty unless all sign by code."""
    standing = standing_of(case)
    is_by_codes = standing is not None and standing.is_by_codes
    return {"standing": standing, "sign_link": sign_link(case) if is_by_codes else ""}
