"""What of an application goes onto its certificate, and into its story."""

import json
from dataclasses import replace

import pytest

from kholboo.eservices.models import Event, ProcedureVersion
from kholboo.eservices.queries.bundles import Read, read_of
from kholboo.eservices.queries.certified import certified
from kholboo.eservices.queries.describing import sheet_of
from kholboo.eservices.queries.procedures import try_to_read
from kholboo.eservices.tests import moving, stories
from kholboo.registers.models import Certificate
from kholboo.registers.rules import Kind
from kholboo.standards.queries.catalogue import edition_at

pytestmark = pytest.mark.django_db
NAME, STANDARD = "form.products.name", "form.products.standard"
OF_KINDS = {
    Kind.PRODUCT: {"products": [NAME, STANDARD], "place": ["form.production_address"]},
    Kind.SERVICE: {"services": ["form.production_address"]},
    Kind.TYPE: {"instrument": [NAME], "model": ["form.products.brand"]},
    Kind.BODY: {"activities": [NAME], "instruments": ["form.products.kind"]},
    Kind.STANDARD: {"designation": [STANDARD], "pages": ["form.workers"]},
    Kind.HALLMARK: {"mark": [NAME], "metal": ["visit.outcome"], "place": ["form.production_aimag"]},
}
SAID = {
    Kind.PRODUCT: {
        "products": ["Атар талх (MNS 9999 : 2020)"],
        "place": "Баян-Өндөр сум, Үйлдвэрийн гудамж 1",
    },
    Kind.SERVICE: {"services": ["Баян-Өндөр сум, Үйлдвэрийн гудамж 1"]},
    Kind.TYPE: {"instrument": "Атар талх"},
    Kind.BODY: {"activities": ["Атар талх"], "instruments": ["Талх"]},
    Kind.STANDARD: {"designation": "MNS 9999 : 2020", "pages": 12},
    Kind.HALLMARK: {"mark": "Атар талх", "metal": "Зөрчилгүй", "place": "Орхон"},
}


def asking_for(standard):
    return stories.application(
        answers=stories.answers(products=[{**stories.BREAD, "standard": standard}])
    )


def standards_of(application):
    return certified(read_of(application), {"form": application.answers}).standards


def problems(**grants):
    """What is wrong with the first version when it grants this."""
    version = ProcedureVersion.objects.get(procedure__key=stories.KEY, number=1)
    manifest = json.loads(version.files["procedure.json"])
    manifest["grants"] = {"kind": "certified_product", "years": 3, **grants}
    _read, found = try_to_read({**version.files, "procedure.json": json.dumps(manifest)})
    return [(one.code, one.element) for one in found]


def test_a_certificate_names_the_edition_that_was_examined():
    edition = edition_at("mns-0900-2018")

    assert standards_of(asking_for("MNS 0900 : 2018")) == [edition]
    assert standards_of(asking_for("MNS 0900 : 2011")) == ["MNS 0900 : 2011"]
    assert standards_of(asking_for("MNS 9876 : 2011")) == ["MNS 9876 : 2011"]


@pytest.mark.parametrize("kind", Kind)
def test_a_procedure_grants_any_kind_of_certificate_the_registers_know(kind):
    version = moving.old_version(
        grants={"kind": kind, "years": 3, "sample": True, "facts": OF_KINDS[kind]}
    )

    made = stories.decided(stories.brought_to("decide", version=version))

    certificate = Certificate.objects.get(key=made.key)
    assert certificate.kind == kind
    assert certificate.particulars == SAID[kind]
    assert certificate.title_mn == "Бүтээгдэхүүний баталгаажуулалт"
    assert stories.fresh(made).outcome == "granted"


def test_what_the_applicant_wrote_never_holds_up_the_last_step():
    names = [{**stories.BREAD, "name": f"{one} {'талх ' * 38}"} for one in range(20)]
    version = moving.old_version(
        grants={"kind": "approved_type", "title": [NAME], "facts": {"instrument": [NAME, STANDARD]}}
    )

    made = stories.decided(
        stories.brought_to("decide", version=version, answers=stories.answers(products=names))
    )

    certificate = Certificate.objects.get(key=made.key)
    assert certificate.particulars["instrument"].startswith("0 талх")
    assert certificate.particulars["instrument"].endswith("…")
    assert certificate.title_mn.endswith("…")


def test_a_version_published_before_it_said_so_grants_products_as_it_did():
    made = stories.application()
    read = read_of(made)
    before = Read(read.bundle, replace(read.book, grants={"kind": "certified_product", "years": 3}))

    said = certified(before, {"form": made.answers})

    assert said.particulars["products"] == ["Атар талх (MNS 9999 : 2020)"]
    assert said.title == {"mn": "Атар талх", "en": ""}


@pytest.mark.parametrize(
    ("grants", "found"),
    [
        ({}, ("fact_missing", "/grants/facts/products")),
        ({"kind": "approved_type", "facts": {"model": [NAME]}}, ("fact_missing", "/grants/facts/instrument")),
        ({"facts": {"products": [NAME], "colour": [NAME]}}, ("fact_unknown", "/grants/facts/colour")),
        ({"facts": {"products": ["form.colour"]}}, ("fact_source", "/grants/facts/products")),
        # Sealed, for whom it is the own name.
        ({"facts": {"products": ["form.organisation_name"]}}, ("fact_source", "/grants/facts/products")),
        ({"facts": {"products": ["form.contact_phone"]}}, ("fact_source", "/grants/facts/products")),
        ({"facts": {"products": ["form.declaration"]}}, ("fact_source", "/grants/facts/products")),
        ({"facts": {"products": ["form.products.brand"]}}, ("fact_open", "/grants/facts/products")),
        ({"facts": {"products": [NAME], "barcodes": [NAME]}}, ("fact_kind", "/grants/facts/barcodes")),
        (
            {"facts": {"products": [NAME, "form.production_address"]}},
            ("fact_apart", "/grants/facts/products"),
        ),
        (
            {"kind": "registered_standard", "facts": {"designation": [STANDARD], "pages": [NAME]}},
            ("fact_kind", "/grants/facts/pages"),
        ),
        ({"facts": {"products": [NAME]}, "title": ["visit.colour"]}, ("fact_source", "/grants/title")),
        ({"facts": {"products": [NAME]}, "standards": ["x.y"]}, ("fact_source", "/grants/standards")),
    ],
)  # fmt: skip
def test_what_would_be_missing_on_the_certificate_is_a_problem_of_the_draft(grants, found):
    assert found in problems(**grants)


def test_who_reviews_reads_what_stands_on_it_in_the_order_of_the_certificate():
    sheet = sheet_of(read_of(stories.application()))

    assert sheet.grants == "баталгаажуулсан бүтээгдэхүүн, 3 жилийн гэрчилгээ"
    assert [label for label, _source in sheet.certified] == [
        *("Гэрчилгээний нэр", "Нийцсэн стандарт"),
        *("Бүтээгдэхүүн", "Барааны тэмдэг", "Зураасан код", "Үйлдвэрлэдэг газар"),
    ]
    assert dict(sheet.certified)["Бүтээгдэхүүн"].endswith(": Нэр (Мөрдөж буй стандарт)")
    assert dict(sheet.certified)["Үйлдвэрлэдэг газар"] == "Үйлдвэрлэлийн хаяг"


def test_the_versions_of_the_house_say_all_that_stands_on_a_certificate():
    for version in ProcedureVersion.objects.filter(procedure__key=stories.KEY):
        assert try_to_read(version.files)[1] == ()


def test_the_story_says_once_that_the_fee_was_paid():
    made = stories.paid(stories.checked(stories.application()))

    told = Event.objects.filter(application=made).order_by("pk").values_list("kind", flat=True)

    assert list(told) == ["submitted", "step_done", "invoiced", "paid"]
