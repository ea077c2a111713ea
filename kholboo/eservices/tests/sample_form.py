"""The form of product certification as the repository holds it, and good answers to it."""

import copy
import json
from pathlib import Path

from kholboo.eservices.engine.forms.form import Form

FOLDER = Path(__file__).resolve().parent.parent / "procedures" / "certification"
MOST_IN_THE_ORDER_OF_THE_LABEL = "Гурил, ус, давс, мөөгөнцөр"


def files(version=1):
    return [
        json.loads((FOLDER / str(version) / name).read_text())
        for name in ("form.schema.json", "form.ui.json")
    ]


def form(version=1):
    return Form.of(*files(version))


def bread(**other):
    return {
        "name": "Цагаан талх",
        "kind": "bread",
        "standard": "MNS 9999 : 2020",
        "composition": MOST_IN_THE_ORDER_OF_THE_LABEL,
        **other,
    }


def answers(**other):
    """Everything a small bakery has to say, as the form keeps it."""
    return copy.deepcopy(
        {
            "organisation_name": "Атар талх ХХК",
            "organisation_register": "5123456",
            "contact_name": "Дулмаа",
            "contact_phone": "99112233",
            "products": [bread(), bread(name="Хар талх", gtin="4006381333931")],
            "production_aimag": "orkhon",
            "production_address": "Баян-Өндөр сум, 5-р баг, 12-р байр",
            "had_certificate": "no",
            "declaration": True,
            **other,
        }
    )
