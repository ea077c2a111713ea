import os
import signal
import subprocess
import sys
import time

import httpx
import pytest

from kholboo.core.simulators.store import Store
from kholboo.notifications.tests.simulation import running


def get(simulator, path, **more):
    return httpx.get(f"{simulator.url}{path}", trust_env=False, **more)


def send(simulator, text="t", to="99112211", key="right-key"):
    return get(
        simulator,
        "/send",
        params={"from": "13100000", "to": to, "text": text},
        headers={"x-api-key": key},
    )


def test_the_answer_has_the_seen_form_of_messagepro(sms_process):
    answer = send(sms_process)

    assert answer.status_code == 200
    assert answer.json()[0]["Result"] == "SUCCESS"
    assert answer.json()[0]["Message ID"] == sms_process.arrived()[0]["id"]


def test_the_page_shows_the_newest_text_escaped_with_its_link(sms_process):
    send(sms_process, text="<script>x</script> https://example.mn/a?b=1&c=2.")

    page = get(sms_process, "/")

    assert "&lt;script&gt;" in page.text
    assert '<a href="https://example.mn/a?b=1&amp;c=2">' in page.text
    assert "script-src" not in page.headers["content-security-policy"]
    assert page.text.index("&lt;script") < len(page.text)
    assert get(sms_process, "/simulator.css").status_code == 200


def test_a_duplicating_provider_shows_the_text_twice(sms_process):
    sms_process.fault("duplicate")

    send(sms_process, text="twice")

    sms_process.fault("")
    # Only this text is counted: a slow message of an earlier test may still be on its way.
    assert [message["text"] for message in sms_process.arrived()].count("twice") == 2


def test_a_share_of_faults_repeats_itself_by_its_seed(sms_process):
    def codes():
        sms_process.fault("500", percent=40, seed=7)
        return [send(sms_process).status_code for _turn in range(20)]

    first, again = codes(), codes()

    sms_process.fault("")
    assert first == again
    assert {200, 500} == set(first)


@pytest.mark.parametrize("wish", [{"kind": "fire"}, {"kind": "slow", "percent": "x"}, []])
def test_an_unknown_fault_is_refused_in_words(sms_process, wish):
    answer = httpx.post(f"{sms_process.url}/faults", json=wish, trust_env=False)

    assert answer.status_code == 422


def test_foreign_pages_can_neither_read_nor_switch(sms_process):
    assert get(sms_process, "/messages.json", headers={"Host": "evil.example"}).status_code == 403
    form = httpx.post(f"{sms_process.url}/faults", data={"kind": "500"}, trust_env=False)
    assert form.status_code == 404
    assert get(sms_process, "/faults").json()["kind"] == ""


def test_what_was_sent_survives_a_restart_even_after_a_half_written_line(tmp_path):
    store = tmp_path / "sms.jsonl"
    with running("sms", "--port", "0", store=store) as simulator:
        send(simulator, text="first")
    with store.open("a") as file:
        file.write('{"id": 2, "te')

    with running("sms", "--port", "0", store=store) as simulator:
        assert [m["text"] for m in simulator.arrived()] == ["first"]


def test_the_mail_page_marks_a_letter_that_came_twice(mail_process):
    import smtplib

    with smtplib.SMTP("127.0.0.1", mail_process.ports["smtp_port"]) as server:
        for _copy in range(2):
            server.sendmail(
                "a@example.mn",
                ["b@example.mn"],
                b"Subject: =?utf-8?B?0KXQsNGA0LjRgw==?=\r\nMessage-ID: <twice@x>\r\n\r\nbody",
            )

    page = get(mail_process, "/").text
    assert "давхардсан" in page
    assert "Хариу" in page


def test_simulators_do_not_need_the_framework():
    code = (
        "import sys, kholboo.notifications.simulators.mail, kholboo.notifications.simulators.sms;"
        "sys.exit('django' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_a_simulator_ends_with_whoever_started_it(tmp_path, how):
    starter = (
        "import subprocess, sys, time;"
        "p = subprocess.Popen([sys.executable, '-m', 'kholboo.notifications.simulators.sms',"
        f" '--port', '0', '--store', {str(tmp_path / 's')!r}], stdout=subprocess.PIPE);"
        "p.stdout.readline(); print(p.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", starter], stdout=subprocess.PIPE) as parent:
        child = int(parent.stdout.readline())
        parent.send_signal(how)
        parent.wait(60)
    for _wait in range(600):
        if not is_running(child):
            return
        time.sleep(0.1)
    os.kill(child, signal.SIGKILL)
    pytest.fail("the simulator outlived its starter")


def is_running(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_what_was_sent_is_kept_from_other_users_of_the_machine(tmp_path):
    place = tmp_path / "sms.jsonl"
    place.write_text("")
    place.chmod(0o644)

    Store(place).add(to="99112233", text="t")

    assert place.stat().st_mode & 0o077 == 0
