"""Keeping what stands on a paper. Call it in the transaction that receives the case."""

from kholboo.feedback.models import Arrival
from kholboo.feedback.paper import NO_PAPER, OnPaper, number_key


def keep_paper(case_id: int, paper: OnPaper) -> None:
    """A paper that says nothing leaves no row."""
    if paper == NO_PAPER:
        return
    Arrival(
        case_id=case_id,
        sender_number=paper.sender_number,
        number_key=number_key(paper.sender_number),
        present=paper.present,
        is_signed=paper.is_signed,
    ).save(force_insert=True)
