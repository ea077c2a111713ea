"""What somebody who means harm would put into a procedure, each with the element that must be told.

Name → (part that is changed, the change, (code, element)). `make prove NAME=hostile-procedures`
runs the same set against a reader without its walls.
"""

VISIT = '<userTask id="visit" name="Visit"/>'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_CONDITION = 'outcome = "complete"</conditionExpression>'


def _drawing(make):
    return lambda files: {**files, "process.bpmn": make(files["process.bpmn"].decode())}


def _doctype(inner, use=""):
    def make(text):
        text = text.replace(_HEAD, f"{_HEAD}<!DOCTYPE definitions [{inner}]>\n")
        return text.replace('name="Visit"', f'name="Visit{use}"').encode()

    return _drawing(make)


_BOMB = '<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">'
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def _many(text):
    row = "".join(
        f'<userTask id="n{at}" name="N"/><sequenceFlow id="w{at}" sourceRef="n{at}"'
        f' targetRef="n{at + 1}"/>'
        for at in range(10_000)
    )
    return text.replace(VISIT, VISIT + row).encode()


def _some(text):
    """Fewer than the reader's wall of elements, more than a procedure has steps."""
    row = "".join(f'<userTask id="n{at}" name="N"/>' for at in range(400))
    return text.replace(VISIT, VISIT + row).encode()


def _deep(text):
    inner = "<documentation>" * 40 + "</documentation>" * 40
    return text.replace(VISIT, f'<userTask id="visit" name="Visit">{inner}</userTask>').encode()


def _task(tag, inner="", more=""):
    return ("drawing", (VISIT, f'<{tag} id="visit" name="Visit"{more}>{inner}</{tag}>'))


def _condition(text):
    return ("drawing", (_CONDITION, f"{text}</conditionExpression>"))


def _ext(inner):
    return _task("userTask", f"<extensionElements>{inner}</extensionElements>")


UNKNOWN = ("element_unknown", "visit")
_CAMUNDA = 'xmlns:camunda="http://camunda.org/schema/1.0/bpmn"'
_SPIFF = 'xmlns:s="http://spiffworkflow.org/bpmn/schema/1.0/core"'
HOSTILE = {
    # what XML can do
    "entity bomb": ("all", _doctype(_BOMB, "&i;"), ("xml_doctype", "")),
    "external entity": ("all", _doctype('<!ENTITY x SYSTEM "file:///etc/passwd">', "&x;"), ("xml_doctype", "")),
    "external dtd": ("all", _drawing(lambda t: t.replace(_HEAD, _HEAD + '<!DOCTYPE definitions SYSTEM "http://example.invalid/x.dtd">').encode()), ("xml_doctype", "")),
    "bomb in utf-16": ("all", _drawing(lambda t: _doctype(_BOMB, "&i;")({"process.bpmn": t.encode()})["process.bpmn"].decode().encode("utf-16")), ("file_encoding", "")),
    "bomb in utf-7": ("all", _drawing(lambda t: t.replace('encoding="UTF-8"', 'encoding="UTF-7"').encode()), ("file_encoding", "")),
    "xinclude": ("drawing", (VISIT, VISIT + '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd"/>'), ("element_unknown", "bakery")),
    "ten thousand steps": ("all", _drawing(_many), ("xml_many", "bakery")),
    "four hundred steps": ("all", _drawing(_some), ("nodes_many", "bakery")),
    "deep elements": ("all", _drawing(_deep), ("xml_deep", "visit")),
    "long text": ("all", _drawing(lambda t: t.replace('name="Visit"', f'name="{"v" * 5000}"').encode()), ("xml_long", "visit")),
    # what runs
    "script": (*_task("scriptTask", "<script>import os; os.system('id')</script>"), UNKNOWN),
    "script format": (*_task("scriptTask", "", ' scriptFormat="python"'), UNKNOWN),
    "business rule": (*_task("businessRuleTask"), UNKNOWN),
    "send": (*_task("sendTask"), UNKNOWN),
    "receive": (*_task("receiveTask"), UNKNOWN),
    "nested process": (*_task("subProcess", '<scriptTask id="evil"/>'), UNKNOWN),
    "transaction": (*_task("transaction"), UNKNOWN),
    "ad hoc": (*_task("adHocSubProcess"), UNKNOWN),
    "inclusive gateway": (*_task("inclusiveGateway"), UNKNOWN),
    "complex gateway": (*_task("complexGateway"), UNKNOWN),
    "event gateway": (*_task("eventBasedGateway"), UNKNOWN),
    "throw": (*_task("intermediateThrowEvent"), UNKNOWN),
    "standard loop": (*_task("userTask", "<standardLoopCharacteristics/>"), UNKNOWN),
    "data output": (*_task("userTask", "<dataOutputAssociation><assignment/></dataOutputAssociation>"), UNKNOWN),
    "io specification": (*_task("userTask", "<ioSpecification/>"), UNKNOWN),
    "listener": (*_ext(f'<camunda:executionListener {_CAMUNDA} event="start" expression="${{x}}"/>'), UNKNOWN),
    "pre script": (*_ext(f"<s:preScript {_SPIFF}>import os</s:preScript>"), UNKNOWN),
    "unknown extension": (*_ext('<x:any xmlns:x="urn:x"/>'), UNKNOWN),
    "camunda expression": (*_task("userTask", "", f' {_CAMUNDA} camunda:assignee="${{runtime.exec()}}"'), ("attribute_unknown", "visit")),
    "camunda class": (*_task("serviceTask", "", f' {_CAMUNDA} camunda:class="java.lang.Runtime"'), ("attribute_unknown", "visit")),
    "implementation": (*_task("serviceTask", "", ' implementation="os.system"'), ("attribute_unknown", "visit")),
    "completion condition": ("drawing", ('<multiInstanceLoopCharacteristics kholboo:each="sampling.samples"/>', '<multiInstanceLoopCharacteristics kholboo:each="sampling.samples"><completionCondition>exec("x")</completionCondition></multiInstanceLoopCharacteristics>'), ("element_unknown", "test")),
    "loop cardinality": ("drawing", ('<multiInstanceLoopCharacteristics kholboo:each="sampling.samples"/>', '<multiInstanceLoopCharacteristics kholboo:each="sampling.samples"><loopCardinality>10**9</loopCardinality></multiInstanceLoopCharacteristics>'), ("element_unknown", "test")),
    "signal start": ("drawing", ('<startEvent id="begin"/>', '<startEvent id="begin"><signalEventDefinition/></startEvent>'), ("element_unknown", "begin")),
    "timer start": ("drawing", ('<startEvent id="begin"/>', '<startEvent id="begin"><timerEventDefinition/></startEvent>'), ("element_unknown", "begin")),
    "error end": ("drawing", ('name="Looked"/>', 'name="Looked"><errorEventDefinition/></endEvent>'), ("element_unknown", "looked")),
    "signal boundary": ("drawing", ("<timerEventDefinition><timeDuration>P10D</timeDuration></timerEventDefinition>", "<signalEventDefinition/>"), ("element_unknown", "fee_late")),
    "time cycle": ("drawing", ("<timeDuration>P10D</timeDuration>", "<timeCycle>R/PT0S</timeCycle>"), ("element_unknown", "fee_late")),
    "import": ("drawing", ('<message id="message_payment" name="payment"/>', '<import importType="x" location="http://x" namespace="x"/><message id="message_payment" name="payment"/>'), ("element_unknown", "bakery_file")),
    "text between": ("drawing", (VISIT, VISIT + "os.system('id')"), ("text_strange", "bakery")),
    # conditions that want to be run
    "python in a condition": (*_condition("__import__('os').system('id')"), ("condition_sign", "complete")),
    "expression language": (*_condition("${execution.setVariable('x', 1)}"), ("condition_sign", "complete")),
    "attribute walk": (*_condition("outcome.__class__.__mro__.x = 1"), ("condition_name", "complete")),
    "long attribute walk": (*_condition("outcome.__class__.__mro__.x.y.z = 1"), ("condition_sign", "complete")),
    "function call": (*_condition("eval(outcome)"), ("condition_word", "complete")),
    "feel function": (*_condition("function(x) external {java: {class: 'x'}} = 1"), ("condition_sign", "complete")),
    "lambda": (*_condition("(lambda: 1)() = 1"), ("condition_sign", "complete")),
    "deep condition": (*_condition("not(" * 40 + "form.sure" + ")" * 40), ("condition_deep", "complete")),
    "endless condition": (*_condition('outcome = "complete" or ' * 100 + 'outcome = "complete"'), ("condition_long", "complete")),
    "javascript": ("drawing", ('<conditionExpression xsi:type="tFormalExpression">outcome = "complete"', '<conditionExpression language="javascript">1'), ("condition_language", "complete")),
    # what never ends
    "circle of nobody": ("drawing", ('id="unfit" sourceRef="checked" targetRef="refused"', 'id="unfit" sourceRef="checked" targetRef="checked"'), ("circle", "checked")),
    "circle of calls": ("drawing", ('<intermediateCatchEvent id="paid" name="Paid">\n      <messageEventDefinition messageRef="message_payment"/>\n    </intermediateCatchEvent>', '<callActivity id="paid" name="Paid" calledElement="paying"/>'), ("called_round", "paid")),
    # tables
    "table that computes": ("tables", ("<text>50000</text>", "<text>__import__(\"os\")</text>"), ("condition_word", "c3")),
    "cell with a function": ("tables", ("<text>[1..9]</text>", "<text>exec(\"x\")</text>"), ("condition_word", "c1")),
    "knowledge model": ("tables", ('<decision id="price"', '<businessKnowledgeModel id="evil"/><decision id="price"'), ("element_unknown", "evil")),
    "table by javascript": ("tables", ('<inputEntry id="c1">', '<inputEntry id="c1" expressionLanguage="javascript">'), ("condition_language", "c1")),
    "table bomb": ("all", lambda f: {**f, "tables.dmn": f["tables.dmn"].replace(_HEAD.encode(), (_HEAD + f"<!DOCTYPE d [{_BOMB}]>").encode())}, ("xml_doctype", "")),
    # JSON
    "deep json": ("all", lambda f: {**f, "procedure.json": b"[" * 100_000 + b"]" * 100_000}, ("json_broken", "")),
    "long number": ("all", lambda f: {**f, "procedure.json": b'{"a": ' + b"9" * 10_000 + b"}"}, ("json_broken", "")),
    "json twice": ("manifest", ('"service":', '"service": "x", "service":'), ("json_twice", "service")),
    "strange file": ("all", lambda f: {**f, "../../evil.py": b"import os"}, ("file_unknown", "")),
}  # fmt: skip
