"""A heard submission becomes a script that pgbench can run a thousand times."""

from bench.statements import HEAD, LISTENED, LISTENED_KEY, script

CASE, EVENT = LISTENED["feedback_case"] + 1, LISTENED["feedback_caseevent"] + 1


def lines(*heard):
    return script(list(heard)).removeprefix(HEAD).splitlines()


def test_transactions_begin_and_end_where_the_driver_sends_them():
    said = lines((False, "SELECT 1"), (True, "SELECT 2"), (True, "SELECT 3"), (False, "SELECT 4"))

    assert said == ["SELECT 1;", "BEGIN;", "SELECT 2;", "SELECT 3;", "COMMIT;", "SELECT 4;"]


def test_a_transaction_left_open_is_closed_at_the_end():
    assert lines((True, "SELECT 1")) == ["BEGIN;", "SELECT 1;", "COMMIT;"]


def test_keys_that_the_database_gives_are_used_by_the_statements_after():
    said = lines(
        (False, "SELECT nextval('x')"),
        (False, f'INSERT INTO "feedback_caseevent" VALUES ({CASE}) RETURNING id'),  # noqa: S608  nobody runs it
        (False, f"SELECT job({EVENT}), 'feedback.Case:{CASE}'"),
    )

    assert said[0].endswith("AS id \\gset case_")
    assert (
        said[1] == 'INSERT INTO "feedback_caseevent" VALUES (:case_id) RETURNING id \\gset event_'
    )
    assert said[2] == "SELECT job(:event_id), 'feedback.Case-:case_id';"


def test_what_must_be_unique_differs_each_time():
    said = lines(
        (False, f"INSERT INTO core_ratewindow VALUES ('{'a' * 64}')"),  # noqa: S608  nobody runs it
        (False, "INSERT INTO agency_counter RETURNING last"),
        (False, f"INSERT INTO \"feedback_case\" VALUES ('26-000001-5', '{LISTENED_KEY.hex}')"),  # noqa: S608  nobody runs it
    )

    assert "a" * 64 not in said[0]
    assert said[1].endswith("\\gset counter_")
    assert "'B:counter_last', ':u1-0000-4000-8000-:u2'" in said[2]
