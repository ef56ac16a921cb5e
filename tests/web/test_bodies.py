"""Slow and endless requests hold up nobody."""

import time
from collections.abc import Iterator
from threading import Event, Thread

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from locator.web import bodies

TIMEOUT_S = 0.3


class Slow:
    """A body that comes when it is let."""

    def __init__(self) -> None:
        self.sent = Event()

    def read(self, _size: int = -1) -> bytes:
        self.sent.wait(30)
        return b"all of it"


def _read() -> bytes:
    return request.get_data()


@pytest.fixture
def app() -> Flask:
    made = Flask("reading")
    made.add_url_rule("/", view_func=_read, methods=["POST"], endpoint="read")
    made.add_url_rule("/", view_func=lambda: "no body", endpoint="other")
    bodies.register(made, TIMEOUT_S)
    return made


@pytest.fixture
def slow() -> Iterator[Slow]:
    body = Slow()
    yield body
    body.sent.set()


def send(app: Flask, body: Slow) -> int:
    environ = {"wsgi.input": body, "wsgi.input_terminated": True, "CONTENT_LENGTH": "9"}
    return app.test_client().post("/", environ_overrides=environ).status_code


def test_a_body_is_read(app: Flask) -> None:
    assert app.test_client().post("/", data="x" * 100_000).data == b"x" * 100_000
    assert app.test_client().post("/").data == b""


def test_a_body_that_does_not_come_is_given_up(app: Flask, slow: Slow) -> None:
    assert send(app, slow) == 408


def test_a_body_that_comes_late_but_in_time_is_read(app: Flask, slow: Slow) -> None:
    sending = Thread(target=lambda: (time.sleep(TIMEOUT_S / 10), slow.sent.set()))
    sending.start()
    assert send(app, slow) == 200
    sending.join()


def test_while_many_send_slowly_others_are_told_to_come_again_and_who_sends_nothing_is_answered(
    app: Flask, slow: Slow
) -> None:
    given_up = [send(app, slow) for _one in range(3)]
    senders = [Thread(target=send, args=(app, slow)) for _one in range(bodies.MOST_READS)]
    for sender in senders:
        sender.start()
    assert app.test_client().get("/").data == b"no body"
    for sender in senders:
        sender.join()
    assert given_up == [408] * 3
    assert send(app, slow) == 503  # as many as may be are on their way, though nobody waits for them any more
    slow.sent.set()
    until = time.monotonic() + 10
    while (status := send(app, slow)) == 503 and time.monotonic() < until:
        time.sleep(0.01)
    assert status == 200


def test_too_long_an_address_is_a_problem_with_details(client: FlaskClient) -> None:
    for path in ("/api/v1/nearest?lon=109.5&lat=18.25&x=", "/api/v1/stations/"):
        answer = client.get(path + "a" * bodies.LONGEST_ADDRESS)
        assert (answer.status_code, answer.content_type) == (414, "application/problem+json")
        assert answer.json["title"] == "网址太长"  # type: ignore[index]
