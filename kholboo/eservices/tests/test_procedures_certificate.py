"""What stands on a certificate is chosen by a form, and judged with the whole procedure."""

import json

import pytest

from kholboo.eservices.queries.procedures import try_to_read
from kholboo.eservices.tests.stories import KEY, fresh
from kholboo.eservices.tests.test_procedures_desk import DESK, address, copied, desk, html, typed
from kholboo.eservices.tests.test_procedures_parts import manifest_of

pytestmark = pytest.mark.django_db


def page_of(version):
    return address(version, "certificate/")


def offered(shown, name):
    return dict(shown.context["form"].fields[name].choices)


def test_a_fact_is_taken_from_another_answer_and_one_more_stands_in_brackets():
    officer, version = desk(), copied()
    before = manifest_of(version)["grants"]
    shown = officer.get(page_of(version))
    assert typed(shown)["fact_products_1"] == "form.products.standard"
    assert offered(shown, "fact_products_0")["form.products.name"] == (
        "Нэр (Баталгаажуулах бүтээгдэхүүн)"
    )

    more = {
        "years": 5,
        "fact_place_0": "",
        "fact_brand_1": "form.products.kind",
        "fact_laboratory_0": "visit.outcome",
    }
    answer = officer.post(page_of(version), typed(shown, **more))

    assert answer.status_code == 302, html(answer)
    said = manifest_of(version)["grants"]
    assert said["facts"] == {
        "products": ["form.products.name", "form.products.standard"],
        "brand": ["form.products.brand", "form.products.kind"],
        "barcodes": ["form.products.gtin"],
        "laboratory": ["visit.outcome"],
    }
    assert {key: said[key] for key in ("kind", "title", "standards", "sample")} == {
        key: before[key] for key in ("kind", "title", "standards", "sample")
    }
    assert said["years"] == 5
    # Kept as it stands it changes nothing.
    same = officer.post(page_of(version), typed(officer.get(page_of(version))))
    assert same.status_code == 302
    assert manifest_of(version)["grants"] == said


@pytest.mark.parametrize(
    ("change", "field"),
    [
        # The certificate needs it; it may be left unanswered; it comes from other rows.
        ({"fact_products_0": "", "fact_products_1": ""}, "fact_products_0"),
        ({"fact_products_0": "form.products.brand"}, "fact_products_0"),
        ({"fact_brand_1": "form.production_address"}, "fact_brand_0"),
    ],
)
def test_what_cannot_stand_on_it_is_refused_where_it_was_chosen(change, field):
    officer, version = desk(), copied()
    sent = typed(officer.get(page_of(version)), years=7, **change)

    answer = officer.post(page_of(version), sent)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    (said,) = answer.context["form"].errors[field]
    assert "form." not in said
    assert answer.context["form"]["years"].value() == "7"
    for name, chosen in change.items():
        assert answer.context["form"][name].value() == chosen
    assert fresh(version).files == version.files


def test_sealed_answers_and_what_is_no_text_are_offered_nowhere():
    shown = desk().get(page_of(copied()))
    names = set(offered(shown, "title_0"))
    assert {"form.products.name", "form.production_address", "check.outcome"} <= names
    assert not {"form.contact_name", "form.contact_phone", "form.declaration"} & names
    assert set(offered(shown, "fact_barcodes_0")) == {"", "form.products.gtin"}
    assert "fact_barcodes_1" not in shown.context["form"].fields


def test_a_procedure_grants_another_kind_or_nothing():
    officer, version = desk(), copied()
    other = f"{page_of(version)}?kind=certified_service"
    shown = officer.get(other)
    assert typed(shown)["title_0"] == "form.products.name"
    # Looked at only: what the new kind needs is not said yet.
    assert manifest_of(version)["grants"]["kind"] == "certified_product"
    assert officer.post(other, typed(shown)).status_code == 422
    sent = typed(shown, fact_services_0="form.products.name", years=2)
    answer = officer.post(other, sent)
    assert answer.status_code == 302, html(answer)
    said = manifest_of(version)["grants"]
    assert (said["kind"], said["years"]) == ("certified_service", 2)
    assert said["facts"] == {"services": ["form.products.name"]}

    # The drawing issues a certificate: without a kind it could not.
    none = f"{page_of(version)}?kind="
    refused = officer.post(none, typed(officer.get(none)))
    assert refused.status_code == 422
    assert refused.context["form"].non_field_errors()


def test_a_draft_that_is_wrong_only_in_what_it_grants_is_mended_here():
    officer, version = desk(), copied()
    said = manifest_of(version)
    said["grants"] = {
        "kind": "certified_product",
        "facts": {"colour": ["form.nothing"]},
        "years": 3,
    }
    text = address(version, "files/procedure.json/")
    sent = typed(officer.get(text), text=json.dumps(said, ensure_ascii=False))
    assert officer.post(text, sent).status_code == 302
    assert officer.get(address(version, "about/")).status_code == 404
    assert page_of(version) in html(officer.get(address(version)))

    sent = typed(officer.get(page_of(version)), fact_products_0="form.products.name")
    answer = officer.post(page_of(version), sent)

    assert answer.status_code == 302, html(answer)
    assert try_to_read(fresh(version).files)[1] == ()
    assert manifest_of(version)["grants"]["facts"] == {"products": ["form.products.name"]}
    # Where something else is wrong too, this page has nothing to stand on.
    officer.post(text, typed(officer.get(text), text="{}"))
    assert officer.get(page_of(version)).status_code == 404
    assert page_of(version) not in html(officer.get(address(version)))


def test_the_page_is_for_drafts_and_for_who_drafts():
    version = copied()
    assert page_of(version) in html(desk().get(address(version)))
    assert desk().get(f"{DESK}{KEY}/1/certificate/").status_code == 404
    for name in ("auditor", "agency.head"):
        assert desk(name).get(page_of(version)).status_code == 403
        assert desk(name).post(page_of(version), {}).status_code == 403
