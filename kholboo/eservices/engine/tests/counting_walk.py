"""A third walker, by counting: tokens lie on arrows, and a join takes one from each of its own.

Slow and plain, read straight from the XML. It knows no timers, and one process called once.
"""

from collections import Counter

from lxml import etree

from kholboo.eservices.engine.tests.drawn import CONDITIONS

NS = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"


class Counted:
    def __init__(self, drawing, form):
        root = etree.fromstring(drawing.text().encode())
        self.form, self.waiting, self.arrived = form, Counter(), Counter()
        self.is_over = False
        self.elements = {e.get("id"): e for e in root.iter(f"{NS}*") if e.get("id")}
        self.out, self.into = {}, {}
        for flow in root.iter(f"{NS}sequenceFlow"):
            self.out.setdefault(flow.get("sourceRef"), []).append(flow)
            self.into.setdefault(flow.get("targetRef"), []).append(flow)
        self._enter(self._start(drawing.processes[0].id), "")

    def complete(self, name, outcome):
        self.waiting[name] -= 1
        self.waiting = +self.waiting
        if not self.waiting[name]:
            self._leave(name, outcome)

    def _start(self, process):
        return self.elements[process].find(f"{NS}startEvent").get("id")

    def _leave(self, name, outcome):
        for flow in self._chosen(name, outcome):
            self.arrived[flow.get("id")] += 1
            self._enter(flow.get("targetRef"), outcome)

    def _chosen(self, name, outcome):
        flows = self.out.get(name, [])
        if not name.startswith("exclusive") or len(flows) == 1:
            return flows
        data = {"outcome": outcome, "form": self.form}
        for flow in flows:
            text = flow.findtext(f"{NS}conditionExpression")
            if text and CONDITIONS[text](data):
                return [flow]
        default = self.elements[name].get("default")
        return [flow for flow in flows if flow.get("id") == default]

    def _enter(self, name, outcome):
        element = self.elements[name]
        kind = etree.QName(element).localname
        if kind in ("userTask", "intermediateCatchEvent"):
            count = len(self.form["items"]) if name.startswith("each") else 1
            self.waiting[name] += count
            if not count:
                self._leave(name, outcome)
        elif kind == "callActivity":
            self._enter(self._start(element.get("calledElement")), outcome)
        elif kind == "endEvent":
            self._end(element.getparent().get("id"), outcome)
        elif kind == "parallelGateway" and len(self.into[name]) > 1:
            keys = [flow.get("id") for flow in self.into[name]]
            if all(self.arrived[key] for key in keys):
                self.arrived.subtract(keys)
                self._leave(name, outcome)
        else:
            self._leave(name, outcome)

    def _end(self, process, outcome):
        for name, element in self.elements.items():
            if element.get("calledElement") == process:
                self._leave(name, outcome)
                return
        self.is_over = True
