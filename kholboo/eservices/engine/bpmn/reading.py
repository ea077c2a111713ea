"""The file of a drawing → graphs, or everything that is wrong with it."""

from kholboo.eservices.engine.bpmn.building import Builder, Known, check_languages
from kholboo.eservices.engine.bpmn.drawing import draw, messages
from kholboo.eservices.engine.bpmn.shape import Place, check_shape
from kholboo.eservices.engine.bpmn.subset import VOCABULARY
from kholboo.eservices.engine.faults import Problems
from kholboo.eservices.engine.graph import Graphs
from kholboo.eservices.engine.xml import read_xml


def read_bpmn(source: bytes, file: str, problems: Problems, known: Known) -> Graphs | None:
    """None when there is nothing to look into further; problems of all passes that could be made
    are told together."""
    root = read_xml(source, file, problems)
    if root is None or not VOCABULARY.check(root, file, problems):
        return None
    check_languages(root, file, problems)
    before = len(problems.found)
    drawn = draw(root, file, problems)
    if (
        not drawn
        or problems.is_full
        or any(each.code in _HOPELESS for each in problems.found[before:])
    ):
        return None
    named = messages(root)
    graphs = [Builder(each, file, problems, named, known).build() for each in drawn]
    return check_shape(graphs, Place(file, problems))


# Nodes that cannot be told apart, or too many to look at all.
_HOPELESS = frozenset({"id_twice", "id_missing", "nodes_many"})
