"""Two versions of a procedure, told apart in words: for who reviews and for who is moved."""

from kholboo.eservices.engine.bundle import Bundle
from kholboo.eservices.engine.differences.asked import of_documents, of_form, of_rules
from kholboo.eservices.engine.differences.saying import Difference
from kholboo.eservices.engine.differences.steps import of_steps
from kholboo.eservices.engine.differences.tables import of_tables
from kholboo.eservices.engine.differences.ways import of_ways
from kholboo.eservices.engine.differences.wording import AsWritten, Wordings


def differences(before: Bundle, after: Bundle, words_of: Wordings = AsWritten) -> list[Difference]:
    """In the order of a reader: steps, ways, tables, form and papers, rules of the whole. Only
    what changes how a case goes or what is asked of somebody; where a sign is drawn is not told.
    `words_of` says conditions and tables."""
    return [
        *of_steps(before, after, words_of),
        *of_ways(before, after, words_of),
        *of_tables(before, after, words_of),
        *of_form(before, after),
        *of_documents(before, after),
        *of_rules(before, after, words_of),
    ]
