"""The cheap client reads answers as they come off the wire."""

import socket
from contextlib import closing
from threading import Thread

import pytest

from bench.caller import Caller, Cut, asker

ANSWER = b'HTTP/1.1 201 Created\r\nContent-Length: 24\r\n\r\n{"number":"26-000001-5"}'


@pytest.fixture
def server():
    """Answers each connection with the next list of parts, then closes it."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        answers = []

        def serve():
            while True:
                try:
                    wire, _address = listener.accept()
                except OSError:
                    return
                with wire:
                    wire.recv(65_536)
                    for part in answers.pop(0):
                        wire.sendall(part)

        Thread(target=serve, daemon=True).start()
        yield listener.getsockname()[1], answers
        listener.shutdown(socket.SHUT_RDWR)


def test_an_answer_in_pieces_is_read_whole(server):
    port, answers = server
    answers.append([ANSWER[:30], ANSWER[30:60], ANSWER[60:]])

    with closing(Caller(port)) as caller:
        reply = caller.send("key", asker(1))

    assert (reply.status, reply.number) == (201, "26-000001-5")


def test_half_an_answer_is_a_cut_and_the_next_call_connects_anew(server):
    port, answers = server
    answers += [[ANSWER[:50]], [ANSWER]]

    with closing(Caller(port, timeout=30)) as caller:
        with pytest.raises(Cut):
            caller.send("key", asker(1))

        assert caller.send("key", asker(1)).status == 201


def test_leaving_before_the_answer_is_a_cut(server):
    port, answers = server
    answers.append([ANSWER])

    with pytest.raises(Cut):
        Caller(port).send("key", asker(1), waits=False)


def test_every_sender_has_an_address_of_its_own():
    addresses = {asker(number) for number in range(70_000)}

    assert len(addresses) == 70_000
    assert "198.18.0.1" in addresses
