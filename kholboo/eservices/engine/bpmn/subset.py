"""The part of BPMN 2.0 that is ours, element by element. What is not in this table is refused."""

from kholboo.eservices.engine.allowed import Vocabulary, may

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
_PICTURE = frozenset(
    {
        "http://www.omg.org/spec/BPMN/20100524/DI",
        "http://www.omg.org/spec/DD/20100524/DC",
        "http://www.omg.org/spec/DD/20100524/DI",
    }
)
# Colours that drawing programs put on shapes.
_PAINT = frozenset(
    {
        "http://bpmn.io/schema/bpmn/biocolor/1.0",
        "http://www.omg.org/spec/BPMN/non-normative/color/1.0",
    }
)
_NOTES = "documentation extensionElements"
_WAYS = f"{_NOTES} incoming outgoing"
_FLOW = (
    "startEvent endEvent userTask serviceTask exclusiveGateway parallelGateway callActivity"
    " intermediateCatchEvent boundaryEvent sequenceFlow"
)
SUBSET = {
    "definitions": may(
        "process message collaboration BPMNDiagram",
        "id name targetNamespace expressionLanguage typeLanguage exporter exporterVersion"
        " schemaLocation",
    ),
    "process": may(
        f"{_NOTES} {_FLOW} laneSet textAnnotation association",
        "id name isExecutable isClosed processType",
    ),
    "startEvent": may(_WAYS, "id name isInterrupting"),
    "endEvent": may(f"{_WAYS} terminateEventDefinition", "id name"),
    "terminateEventDefinition": may("", "id"),
    "userTask": may(f"{_WAYS} multiInstanceLoopCharacteristics", "id name"),
    "multiInstanceLoopCharacteristics": may("", "id isSequential kholboo:each"),
    "serviceTask": may(_WAYS, "id name kholboo:action"),
    "exclusiveGateway": may(_WAYS, "id name default gatewayDirection"),
    "parallelGateway": may(_WAYS, "id name gatewayDirection"),
    "callActivity": may(_WAYS, "id name calledElement"),
    "intermediateCatchEvent": may(f"{_WAYS} messageEventDefinition", "id name"),
    "messageEventDefinition": may("", "id messageRef"),
    "boundaryEvent": may(
        f"{_WAYS} timerEventDefinition", "id name attachedToRef cancelActivity kholboo:counting"
    ),
    "timerEventDefinition": may("timeDuration", "id"),
    "timeDuration": may("", "id type", has_text=True),
    "sequenceFlow": may(f"{_NOTES} conditionExpression", "id name sourceRef targetRef"),
    "conditionExpression": may("", "id type language", has_text=True),
    "message": may(_NOTES, "id name"),
    "incoming": may(has_text=True),
    "outgoing": may(has_text=True),
    # For the eye only: who does what is said by the manifest.
    "documentation": may("", "id textFormat", has_text=True),
    "extensionElements": may(),
    "collaboration": may("documentation participant", "id name isClosed"),
    "participant": may("documentation", "id name processRef"),
    "laneSet": may("documentation lane", "id name"),
    "lane": may("documentation flowNodeRef", "id name"),
    "flowNodeRef": may(has_text=True),
    "textAnnotation": may("documentation text", "id textFormat"),
    "text": may(has_text=True),
    "association": may("documentation", "id sourceRef targetRef associationDirection"),
}
VOCABULARY = Vocabulary(BPMN, SUBSET, _PICTURE, _PAINT)
