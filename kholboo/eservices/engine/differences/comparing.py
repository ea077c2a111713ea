"""Two versions of a procedure, told apart in words: for who reviews and for who is moved."""

from kholboo.eservices.engine.bundle import Bundle
from kholboo.eservices.engine.differences.asked import of_documents, of_form, of_rules
from kholboo.eservices.engine.differences.saying import Difference
from kholboo.eservices.engine.differences.steps import of_steps
from kholboo.eservices.engine.differences.tables import of_tables
from kholboo.eservices.engine.differences.ways import of_ways


def differences(before: Bundle, after: Bundle) -> list[Difference]:
    """In the order of a reader: steps, ways, tables, form and papers, rules of the whole. Only
    what changes how a case goes or what is asked of somebody; where a sign is drawn is not told."""
    return [
        *of_steps(before.manifest, after.manifest),
        *of_ways(before, after),
        *of_tables(before, after),
        *of_form(before, after),
        *of_documents(before, after),
        *of_rules(before.manifest, after.manifest),
    ]
