"""Triage help from training to the officer's decision, on the real tables."""

import subprocess
import sys
import textwrap

import pytest
from django.db import connection

from kholboo.accounts.roles import Role
from kholboo.agency.models import Unit
from kholboo.agency.queries import aimags, service_by_code
from kholboo.agency.tests.factories import staff_user
from kholboo.core import clock
from kholboo.feedback.models import Case, DangerWord, Suggestion, TriageModel, TriageUse
from kholboo.feedback.queries import triage as queries
from kholboo.feedback.rules import CaseKind, Complexity, Impact, Severity
from kholboo.feedback.services.cases import assign_case, register_case
from kholboo.feedback.services.inquiry import Judgement, assess_case
from kholboo.feedback.services.triage import suggesting, training
from kholboo.feedback.tests import factories
from kholboo.feedback.triage import TriageField, Urgency
from launch.place import ROOT

# One process loads the learning library for all of them: it is large.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("learning")]
FUEL = "Шатахуун түгээх станц литр дутуу хэмжиж илүү мөнгө авсан."
ADVICE = "Гэрчилгээ авахад ямар бичиг баримт бүрдүүлэх вэ?"


@pytest.fixture
def decided(monkeypatch):
    """Sixty decided cases of two sorts, and a training that is content with sixty."""
    monkeypatch.setattr(training, "FEWEST_CASES", 60)
    capital = aimags().get(is_capital=True)
    sorts = [
        (CaseKind.COMPLAINT, "verification", FUEL),
        (CaseKind.REQUEST, "product_certification", ADVICE),
    ]
    for number in range(60):
        kind, service, text = sorts[number % 2]
        factories.case(
            kind=kind, service=service_by_code(service), aimag=capital, text=f"{text} {number}"
        )
    Case.objects.update(status="closed", outcome="explained")


def officer():
    return staff_user(Role.OFFICE_HEAD, Case.objects.first().office)


def suggestion(case, field=TriageField.KIND):
    return Suggestion.objects.filter(case=case, field=field).first()


def test_too_few_cases_teach_nothing():
    factories.case()

    assert training.train() is None
    assert suggesting.suggest_new() == 1
    assert list(Suggestion.objects.values_list("field", "value")) == [("urgency", "usual")]


def test_a_new_case_gets_suggestions_with_their_reason(decided):
    model = training.train()
    case = factories.case(
        kind=CaseKind.SUGGESTION,
        text="Манай станц шатахуун дутуу хэмжиж байна, литр бүрд.",
        aimag=aimags().get(is_capital=True),
    )

    assert suggesting.suggest_new() == 1
    assert suggesting.suggest_new() == 0

    kind = suggestion(case)
    assert (kind.value, kind.model) == ("complaint", model)
    assert kind.confidence >= suggesting.SURE_ENOUGH
    assert {"шатахуун", "дутуу"} & set(kind.reason["words"])
    assert kind.reason["similar"] >= kind.reason["alike"] > 0
    assert suggestion(case, TriageField.SERVICE).value == "verification"
    assert suggestion(case, TriageField.UNIT).value


def test_what_was_wrong_on_the_cases_kept_apart_is_not_suggested(decided):
    """Kinds by chance: a model may be sure of itself, and its figures say otherwise."""
    for number, case in enumerate(Case.objects.order_by("pk")):
        kinds = [CaseKind.COMPLAINT, CaseKind.REQUEST, CaseKind.SUGGESTION]
        Case.objects.filter(pk=case.pk).update(kind=kinds[(number * 7 + number // 3) % 3])
    training.train()
    case = factories.case(text=FUEL, aimag=aimags().get(is_capital=True))

    suggesting.suggest_new()

    assert suggestion(case) is None
    assert suggestion(case, TriageField.SERVICE)


def test_words_only_one_person_wrote_are_no_reason(decided):
    training.train()
    case = factories.case(text="Шатахуун станц Ганзоригбаатар дутуу литр", wish="")

    suggesting.suggest_new()

    assert "Ганзоригбаатар" not in str(list(case.suggestions.values_list("reason", flat=True)))


def test_what_the_officer_decides_is_counted_once(decided):
    model = training.train()
    case = factories.case(text=FUEL, wish="", kind=CaseKind.COMPLAINT)
    suggesting.suggest_new()
    actor = officer()

    register_case(
        case, kind=CaseKind.COMPLAINT, service=service_by_code("product_certification"), actor=actor
    )

    uses = {row.field: (row.accepted, row.changed) for row in TriageUse.objects.filter(model=model)}
    assert uses["kind"] == (1, 0)
    assert uses["service"] == (0, 1)
    assert suggestion(case).decided_value == "complaint"
    assert suggestion(case, TriageField.URGENCY).decided_at is None


def test_the_unit_is_decided_by_who_gives_the_case_away_and_once(decided):
    model = training.train()
    case = factories.case(text=FUEL, aimag=aimags().get(is_capital=True))
    suggesting.suggest_new()
    unit = suggestion(case, TriageField.UNIT).value
    head = staff_user(Role.OFFICE_HEAD, case.office)
    handler = staff_user(Role.OFFICER, case.office)

    case = register_case(case, kind=CaseKind.COMPLAINT, service=case.service, actor=head)
    assert suggestion(case, TriageField.UNIT).decided_at is None
    other = Unit.objects.filter(office=case.office).exclude(slug=unit).first()
    case = assign_case(case, handler=handler, unit=other, actor=head)
    assign_case(case, handler=head, unit=Unit.objects.get(slug=unit), actor=head)

    row = suggestion(case, TriageField.UNIT)
    assert row.decided_value == other.slug
    use = TriageUse.objects.get(model=model, field="unit")
    assert (use.accepted, use.changed) == (0, 1)


def judged(is_safety):
    return Judgement(
        severity=Severity.SERIOUS,
        is_safety=is_safety,
        complexity=Complexity.SIMPLE,
        impact=Impact.ONE,
        needs_action=False,
    )


def test_marked_cases_are_counted_when_officers_assess_them():
    for text, is_safety in [("Хүн хордсон.", True), ("Хүн хордсон.", False), (ADVICE, True)]:
        case = factories.case(text=text, wish="")
        suggesting.suggest_new()
        for _twice in range(2):
            assess_case(case, judged(is_safety), actor=officer())

    use = queries.use_of_danger_words()
    assert (use.accepted, use.changed) == (1, 1)
    assert suggestion(case, TriageField.URGENCY).decided_value == Urgency.URGENT


def test_words_of_danger_mark_a_case_without_anything_learnt():
    case = factories.case(text="Газын тоолуураас хий алдсанаас хүн хордсон.", wish="")

    suggesting.suggest_new()

    row = suggestion(case, TriageField.URGENCY)
    assert row.value == Urgency.URGENT
    assert set(row.reason["words"]) >= {"хордсон"}
    assert row.model is None


def test_an_empty_list_of_words_marks_nothing():
    DangerWord.objects.all().delete()
    case = factories.case(text="Хүн хордсон.", wish="")

    suggesting.suggest_new()

    assert suggestion(case, TriageField.URGENCY).value == Urgency.USUAL


def test_weights_that_were_changed_are_not_used(decided, caplog):
    model = training.train()
    weights = bytes(model.weights)
    other = weights[:500] + bytes([weights[500] ^ 1]) + weights[501:]
    TriageModel.objects.update(weights=other)
    case = factories.case(text=FUEL)

    suggesting.suggest_new()

    assert suggestion(case) is None
    assert suggestion(case, TriageField.URGENCY)
    assert "triage_model_untrusted" in caplog.text
    with pytest.raises(training.Untrusted):
        training.opened(TriageModel.objects.get())


def test_weights_of_another_version_are_not_used(decided):
    first, second = training.train(), training.train()
    TriageModel.objects.filter(pk=second.pk).update(weights=first.weights, digest=first.digest)

    with pytest.raises(training.Untrusted):
        training.opened(TriageModel.objects.get(pk=second.pk))


def test_old_versions_keep_their_figures_and_no_weights(decided):
    versions = [training.train().version for _each in range(4)]

    assert versions == [1, 2, 3, 4]
    first = TriageModel.objects.get(version=1)
    assert bytes(first.weights) == b""
    assert first.figures
    assert not TriageModel.objects.filter(version__lt=4).exclude(weights=b"").exists()
    assert training.opened(TriageModel.objects.get(version=4))


def test_an_erased_case_teaches_nothing_and_gets_nothing(decided):
    case = factories.case(text=FUEL)
    before = len(queries.decided_cases().texts)
    Case.objects.filter(text__startswith=ADVICE).update(erased_at=clock.now())

    assert len(queries.decided_cases().texts) == before / 2
    Case.objects.filter(pk=case.pk).update(erased_at=clock.now())
    assert suggesting.suggest_new() == 0


def test_a_case_erased_while_it_is_weighed_keeps_no_reason(decided, monkeypatch):
    training.train()
    case = factories.case(text=FUEL)
    waiting = [row for row in queries.unsuggested(now=clock.now()) if row.pk == case.pk]
    Case.objects.filter(pk=case.pk).update(erased_at=clock.now())
    monkeypatch.setattr(queries, "unsuggested", lambda now: waiting)

    suggesting.suggest_new()

    assert not Suggestion.objects.filter(case=case).exists()


def test_receiving_a_case_schedules_nothing_for_triage():
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM procrastinate_jobs")
        (before,) = cursor.fetchone()
        factories.case()
        cursor.execute("SELECT task_name FROM procrastinate_jobs WHERE id > %s", [before])
        assert [name for (name,) in cursor.fetchall()] == [
            "feedback.tell",
            "feedback.announce",
        ]


WITHOUT = """
    import sys
    sys.modules["sklearn"] = None
    sys.modules["numpy"] = None
    import django
    django.setup()
    from django.test import Client
    from kholboo.feedback import learning, tasks, urls
    from kholboo.feedback.services.triage import suggesting, training
    assert not learning.is_installed()
    assert training.train() is None
    assert training.opened
    try:
        import sklearn
    except ImportError:
        print("blocked, and well")
"""


def test_without_the_library_everything_is_imported_and_nothing_is_learnt():
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", textwrap.dedent(WITHOUT)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )

    assert "blocked, and well" in done.stdout, done.stderr


def test_without_the_library_new_cases_are_looked_at_all_the_same(decided, monkeypatch):
    training.train()
    monkeypatch.setitem(sys.modules, "sklearn", None)
    case = factories.case(text=FUEL)

    assert suggesting.suggest_new() == 1
    assert suggestion(case) is None
    assert suggestion(case, TriageField.URGENCY)
