"""The fields a procedure gives a step: asked on its page, judged, kept, shown, sealed and erased."""

import json

import pytest

from kholboo.core.errors import RuleBroken
from kholboo.eservices.models import ProcedureVersion, Step
from kholboo.eservices.queries.procedures import try_to_read
from kholboo.eservices.services import erasing, stepping
from kholboo.eservices.services.deciding import Verdict, decide_step
from kholboo.eservices.tests import moving, stories
from kholboo.eservices.tests.desk import address, desk, html
from kholboo.registers.models import Certificate

pytestmark = pytest.mark.django_db


def field(key, kind, **more):
    return {"key": key, "title": {"mn": f"{key} мн", "en": f"{key} en"}, "type": kind, **more}


OVENS = field("ovens", "integer", required=True, least=1, most=90)
WORDS = field("words", "text", most=40)
KIND = field(
    "hall",
    "choice",
    choices=[{"key": one, "title": {"mn": one, "en": f"{one} en"}} for one in ("old", "new")],
)
DAY, TICK = field("built", "date"), field("gas", "boolean")
WHO = field("guide", "text", personal=True)
ALL = [OVENS, WORDS, KIND, DAY, TICK, WHO]
TYPED = {
    "own_ovens": "12",
    "own_words": "Дулаан зуух",
    "own_hall": "new",
    "own_built_year": "2020",
    "own_built_month": "7",
    "own_built_day": "1",
    "own_gas": "on",
    "own_guide": "Нууцлаг Бат",
}


def manifest_with(fields, node="visit"):
    version = ProcedureVersion.objects.get(procedure__key=stories.KEY, number=1)
    said = json.loads(version.files["procedure.json"])
    said["steps"][node]["fields"] = fields
    return version, said


def version_with(fields, node="visit", **grants):
    _version, said = manifest_with(fields, node)
    return moving.old_version(steps=said["steps"], grants={**said["grants"], **grants})


def at_visit(fields=ALL):
    made = stories.brought_to("visit", version=version_with(fields))
    stories.declared(made, "expert.orkhon")
    return made


def done(made):
    return Step.objects.get(application=made, node="visit", status="done")


def test_the_page_of_a_step_asks_its_own_fields_and_keeps_them():
    made = at_visit()
    expert = desk("expert.orkhon")
    page = address(made, "visit")
    assert "ovens en" in html(expert.get(page))

    answer = expert.post(page, {"outcome": "conforms", "note": "Очив.", **TYPED})

    assert answer.status_code == 302, html(answer)
    kept = done(made).result
    assert (kept["ovens"], kept["hall"], kept["built"], kept["gas"]) == (
        12, "new", "2020-07-01", True,
    )  # fmt: skip
    shown = html(desk("head.orkhon").get(address(made)))
    assert all(words in shown for words in ("ovens en", "Дулаан зуух", "new en"))


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ({"own_ovens": ""}, "own_ovens"),
        ({"own_ovens": "many"}, "own_ovens"),
        ({"own_ovens": "91"}, "own_ovens"),
        ({"own_words": "х" * 41}, "own_words"),
        ({"own_hall": "third"}, "own_hall"),
        ({"own_built_month": "13"}, "own_built"),
    ],
)
def test_a_mistake_in_a_field_is_told_beside_it_and_nothing_typed_is_lost(typed, name):
    made = at_visit()

    answer = desk("expert.orkhon").post(
        address(made, "visit"), {"outcome": "conforms", "note": "Очив.", **TYPED, **typed}
    )

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [name]
    assert "Нууцлаг Бат" in html(answer)
    assert stories.step(made, "visit")


def test_who_sends_past_the_page_meets_the_same_rules():
    made = at_visit([OVENS])

    with pytest.raises(RuleBroken) as refused:
        stories.visited(made)

    assert refused.value.field == "own_ovens"


def test_what_tells_of_a_person_lies_sealed_and_is_shown_to_whom_meets_people():
    made = at_visit()
    expert = desk("expert.orkhon")
    expert.post(address(made, "visit"), {"outcome": "conforms", "note": "Очив.", **TYPED})

    kept = done(made)

    assert "Нууцлаг" not in json.dumps(kept.result, ensure_ascii=False)
    assert "Нууцлаг Бат" in html(desk("head.orkhon").get(address(made)))
    laboratory = desk("laboratory.orkhon").get(address(made))
    assert "Нууцлаг Бат" not in html(laboratory)


def test_it_goes_with_the_person_and_what_is_counted_stays(settings, tmp_path):
    settings.ERASURE_LEDGER = tmp_path / "erasures.jsonl"
    version = version_with(ALL)
    who = stories.bakery(organisation=None, user=stories.person("citizen"))
    made = stories.brought_to("visit", version=version, applicant=who)
    stories.declared(made, "expert.orkhon")
    answer = desk("expert.orkhon").post(
        address(made, "visit"), {"outcome": "conforms", "note": "Очив.", **TYPED}
    )
    assert answer.status_code == 302, html(answer)
    stories.decided(stories.drafted(stories._both(stories.sampled(made))))

    erasing.ask_erasure(made, actor=None)
    erasing.grant_erasure(stories.fresh(made), actor=stories.person("head.orkhon"))

    kept = done(made).result
    assert not {"sealed", "words", "note"} & kept.keys()
    assert (kept["ovens"], kept["hall"], kept["outcome"]) == (12, "new", "conforms")


def test_a_decision_too_has_its_fields_and_they_may_stand_on_the_certificate():
    pages = field("pages", "integer", required=True, least=1, most=500)
    facts = {"designation": ["form.products.standard"], "pages": ["decide.pages"]}
    version = version_with([pages], "decide", kind="registered_standard", facts=facts)
    made = stories.brought_to("decide", version=version)
    stories.declared(made, "head.orkhon")

    decide_step(
        stories.step(made, "decide"),
        Verdict("granted", "Болно.", own={"pages": "12"}),
        actor=stories.person("head.orkhon"),
    )

    assert Certificate.objects.get(key=made.key).particulars["pages"] == 12


def test_sent_back_it_is_put_right_and_not_written_anew():
    made = stories.brought_to("draft", version=version_with([OVENS, DAY, WHO], "draft"))
    expert, own = stories.person("expert.orkhon"), {"ovens": "37", "built": "2020-07-09"}
    stepping.complete(
        stories.step(made, "draft"),
        actor=expert,
        result={"outcome": "granted", "note": "", "guide": "Нууцлаг Бат", **own},
    )
    stories.decided(made, "back")

    shown = html(desk("expert.orkhon").get(address(made, "draft")))

    assert 'value="37"' in shown
    assert 'value="2020"' in shown
    assert "Нууцлаг Бат" in shown


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (field("note", "text"), "field_taken"),
        (field("sealed", "text"), "field_taken"),
        (field("hall", "choice"), "field_choices"),
        ({**KIND, "type": "text"}, "field_choices"),
        (field("ovens", "integer", least=9, most=3), "field_limits"),
        (field("words", "text", most=5_001), "field_limits"),
        (field("gas", "boolean", most=3), "field_limits"),
    ],
)
def test_a_field_that_could_not_be_asked_is_a_problem_of_the_draft(said, code):
    version, manifest = manifest_with([said])

    _read, problems = try_to_read({**version.files, "procedure.json": json.dumps(manifest)})

    assert (code, f"/steps/visit/fields/{said['key']}") in [
        (one.code, one.element) for one in problems
    ]


def test_a_field_is_not_called_like_a_box_of_a_day_beside_it():
    """What is typed into one would be taken for the other."""
    version, manifest = manifest_with([DAY, field("built_year", "integer")])

    _read, problems = try_to_read({**version.files, "procedure.json": json.dumps(manifest)})

    assert [(one.code, one.element) for one in problems] == [
        ("key_is_sent", "/steps/visit/fields/built_year")
    ]
    assert "built_year" in problems[0].message
    plain = manifest_with([OVENS, field("ovens_year", "integer")])[1]
    files = {**version.files, "procedure.json": json.dumps(plain)}
    assert try_to_read(files)[1] == ()


def test_nothing_is_decided_by_what_is_sealed():
    version, manifest = manifest_with([WHO])
    tables = version.files["tables.dmn"].replace("visit.outcome", "visit.guide")

    files = {**version.files, "procedure.json": json.dumps(manifest), "tables.dmn": tables}

    assert "condition_name" in [one.code for one in try_to_read(files)[1]]
