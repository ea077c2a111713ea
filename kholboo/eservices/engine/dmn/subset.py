"""The part of DMN 1.3 that is ours: decision tables, and nothing that is computed."""

from kholboo.eservices.engine.allowed import Vocabulary, may

DMN = "https://www.omg.org/spec/DMN/20191111/MODEL/"
_PICTURE = frozenset(
    {
        "https://www.omg.org/spec/DMN/20191111/DMNDI/",
        "http://www.omg.org/spec/DMN/20180521/DC/",
        "http://www.omg.org/spec/DMN/20180521/DI/",
    }
)
# Widths of columns.
_PAINT = frozenset({"http://bpmn.io/schema/dmn/biodi/2.0", "http://bpmn.io/schema/dmn/biodi/1.0"})
SUBSET = {
    "definitions": may(
        "description decision DMNDI",
        "id name namespace expressionLanguage typeLanguage exporter exporterVersion schemaLocation",
    ),
    "decision": may("description decisionTable", "id name label kholboo:binds"),
    "decisionTable": may(
        "description input output annotation rule",
        "id label hitPolicy preferredOrientation outputLabel",
    ),
    "input": may("description inputExpression inputValues", "id label"),
    "inputExpression": may("description text", "id label typeRef expressionLanguage"),
    "inputValues": may("description text", "id expressionLanguage"),
    "output": may("description outputValues", "id name label typeRef"),
    "outputValues": may("description text", "id expressionLanguage"),
    "annotation": may("", "name"),
    "rule": may("description inputEntry outputEntry annotationEntry", "id label"),
    "inputEntry": may("description text", "id label expressionLanguage"),
    "outputEntry": may("description text", "id label expressionLanguage"),
    "annotationEntry": may("text"),
    "text": may(has_text=True),
    "description": may(has_text=True),
}
VOCABULARY = Vocabulary(DMN, SUBSET, _PICTURE, _PAINT)
