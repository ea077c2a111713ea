"""A small procedure of its own: two steps, two pages, no fee and no paper. Nobody else meets it."""

import json
import random
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import kholboo.eservices

LIKE = Path(kholboo.eservices.__file__).parent / "procedures" / "certification" / "1"
TAKEN = ("service", "sample", "term", "completion", "milestones", "decision", "objection_days")
STEPS = ("check", "decide")
DRAWING = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="permits" targetNamespace="urn:kholboo">
 <process id="permit" name="Зөвшөөрөл" isExecutable="false">
  <startEvent id="begin" name="Хүсэлт ирэв"/>
  <userTask id="check" name="Шалгах"/>
  <userTask id="decide" name="Шийдвэр гаргах"/>
  <exclusiveGateway id="decided" name="Ямар шийдвэр?" default="back"/>
  <endEvent id="granted" name="Олгов"/>
  <endEvent id="refused" name="Татгалзав"/>
  <sequenceFlow id="to_check" sourceRef="begin" targetRef="check"/>
  <sequenceFlow id="to_decide" sourceRef="check" targetRef="decide"/>
  <sequenceFlow id="to_decided" sourceRef="decide" targetRef="decided"/>
  <sequenceFlow id="grant" sourceRef="decided" targetRef="granted">
   <conditionExpression xsi:type="tFormalExpression">outcome = "granted"</conditionExpression>
  </sequenceFlow>
  <sequenceFlow id="refuse" sourceRef="decided" targetRef="refused">
   <conditionExpression xsi:type="tFormalExpression">outcome = "refused"</conditionExpression>
  </sequenceFlow>
  <sequenceFlow id="back" sourceRef="decided" targetRef="check"/>
 </process>
</definitions>
"""
SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "additionalProperties": False,
    "required": ["what", "had_one", "why"],
    "properties": {
        "what": {"type": "string", "maxLength": 80},
        "had_one": {"type": "string", "enum": ["no", "yes"]},
        "why": {"type": "string", "maxLength": 80},
        "number": {"type": "string", "maxLength": 40},
    },
}
AGAIN = {"field": "had_one", "is": "yes"}


def _words(mn, en):
    return {"mn": mn, "en": en}


UI = {
    "pages": [
        {
            "key": "about",
            "title": _words("Юуны тухай", "About what"),
            "fields": ["what", "had_one"],
        },
        {"key": "more", "title": _words("Нэмэлт", "More"), "fields": ["why", "number"]},
    ],
    "fields": {
        "what": {"label": _words("Юунд зөвшөөрөл авах вэ?", "What is it for?")},
        "had_one": {
            "label": _words("Өмнө нь авч байсан уу?", "Was there one before?"),
            "widget": "radio",
            "options": {"no": _words("Үгүй", "No"), "yes": _words("Тийм", "Yes")},
        },
        "why": {"label": _words("Яагаад?", "Why?")},
        "number": {
            "label": _words("Зөвшөөрлийн дугаар", "Number of the permit"),
            "show_when": AGAIN,
            "required_when": AGAIN,
        },
    },
}


@dataclass
class Permit:
    key: str = field(default_factory=lambda: f"permit-{random.randrange(10**6):06}")

    def packed(self):
        """A ZIP as another program would hand it in."""
        like = json.loads((LIKE / "procedure.json").read_text(encoding="utf-8"))
        manifest = {name: like[name] for name in TAKEN}
        manifest |= {
            "key": self.key,
            "title": _words("Зөвшөөрөл", "Permit"),
            "roles": like["roles"],
        }
        manifest["steps"] = {name: like["steps"][name] for name in STEPS}
        manifest["steps"]["decide"]["not_same_as"] = ["check"]
        files = {
            "procedure.json": json.dumps(manifest, ensure_ascii=False),
            "process.bpmn": DRAWING,
            "form.schema.json": json.dumps(SCHEMA, ensure_ascii=False),
            "form.ui.json": json.dumps(UI, ensure_ascii=False),
        }
        content = BytesIO()
        with ZipFile(content, "w") as pack:
            for name, text in files.items():
                pack.writestr(name, text)
        return {"name": "permit.zip", "mimeType": "application/zip", "buffer": content.getvalue()}
