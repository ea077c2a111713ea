"""The ledger's file, and a restore after which erased people stay erased."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from kholboo.core import clock
from kholboo.core.ledger import Line, read
from kholboo.feedback.models import Case, Erasure
from kholboo.feedback.rules import CaseStatus, ErasureBasis
from kholboo.feedback.services import checking, ledger
from kholboo.feedback.services.timeline import first_broken
from kholboo.feedback.tests import factories, stories
from kholboo.feedback.tests.test_cases import tamper
from kholboo.feedback.tests.test_erasing import ended, erased, head

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(settings, tmp_path):
    settings.ERASURE_LEDGER = tmp_path / "apart" / "erasures.jsonl"
    return settings.ERASURE_LEDGER


def line_of(case):
    return Line(case.number, clock.now(), head().pk, ErasureBasis.REQUEST)


def test_the_file_gets_each_erasure_once_and_names_nobody(file):
    case = erased()

    assert (ledger.LEDGER.write(), ledger.LEDGER.write()) == (1, 0)

    kept = json.loads(file.read_text())
    assert kept == {
        "number": case.number,
        "at": case.erased_at.isoformat(),
        "basis": "request",
        "by": head().pk,
    }
    assert file.stat().st_mode & 0o077 == 0


def test_a_line_cut_by_a_power_failure_is_written_again(file):
    erased()
    ledger.LEDGER.write()
    whole = file.read_text()
    file.write_text(whole + whole[:20])

    assert [line.number for line in read(file)] == [json.loads(whole)["number"]]


def test_the_next_erasure_takes_the_place_of_a_line_that_was_cut(file):
    first = erased()
    ledger.LEDGER.write()
    file.write_text(file.read_text() + file.read_text()[:20])
    second = erased()

    assert ledger.LEDGER.write() == 1

    assert [line.number for line in read(file)] == [first.number, second.number]


def test_after_a_restore_the_person_is_erased_again(file):
    back = ended()
    file.parent.mkdir()
    file.write_text(line_of(back).written() + "\n")

    said = StringIO()
    call_command("erase_again", str(file), stdout=said)
    call_command("erase_again", str(file), stdout=said)

    case = stories.fresh(back)
    assert (case.text, first_broken(case)) == ("", None)
    assert Erasure.objects.get(case=case).by == head()
    assert "1 erased, 0 were" in said.getvalue()
    assert "0 erased, 1 were" in said.getvalue()


def test_a_trial_changes_nothing(file):
    back = ended()
    file.parent.mkdir()
    file.write_text(line_of(back).written() + "\n")

    call_command("erase_again", str(file), "--dry-run", stdout=StringIO())

    assert stories.fresh(back).text


def test_a_case_that_was_open_in_the_backup_is_put_away_and_told():
    case = stories.taken(factories.case())[0]

    found = ledger.LEDGER.apply([line_of(case)])

    case = Case.objects.get(pk=case.pk)
    assert (case.status, case.text) == (CaseStatus.WITHDRAWN, "")
    assert found.were_open == [case.number]


def test_a_case_the_backup_does_not_have_is_named():
    line = Line("26-999999-9", clock.now(), None, ErasureBasis.RULE)

    assert ledger.LEDGER.apply([line]).unknown == ["26-999999-9"]


def test_check_stories_follows_every_chain():
    whole, broken = erased(), stories.asked("Дугаар?")[0]
    said = StringIO()
    call_command("check_stories", stdout=said)
    assert "0 broken" in said.getvalue()
    line = broken.events.last()

    tamper("UPDATE feedback_caseevent SET text = 'Өөр' WHERE id = %s", line.pk)

    found = [pair for batch in checking.batches() for pair in batch.broken]
    assert found == [(broken.number, line.pk)]
    assert whole.number not in str(found)
    with pytest.raises(SystemExit):
        call_command("check_stories", stdout=StringIO())
