"""`locator serve` as an operator runs it: a real server, its processes and its signals."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any

import httpx
import pytest

import locator
from locator.store import open_store
from tests.made_up import station

PATIENCE_S = 120
LON, LAT = "109.51234", "18.24321"
QUESTION = f"/api/v1/nearest?lon={LON}&lat={LAT}&k=1"


class Server:
    """A running service."""

    def __init__(self, folder: Path, workers: int) -> None:
        self.folder, self.log = folder, folder / "log"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self.home = f"http://127.0.0.1:{self.port}"
        with self.log.open("w") as log:
            args = ["serve", "--port", str(self.port), "--workers", str(workers)]
            self.process = started(folder, *args, stderr=log)

    def get(self, path: str, **more: Any) -> httpx.Response:
        return httpx.get(self.home + path, timeout=PATIENCE_S, **more)

    def is_ready(self) -> bool:
        assert self.process.poll() is None, self.log.read_text()
        try:
            return self.get("/readyz").status_code == 200
        except httpx.TransportError:
            return False

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log.read_text().splitlines() if line.startswith("{")]

    def told(self, event: str) -> list[dict[str, Any]]:
        return [line for line in self.lines() if line["event"] == event]

    def workers(self) -> set[int]:
        return {line["process"] for line in self.told("snapshot served")} & set(children(self.process.pid))


def started(folder: Path, *args: str, **streams: Any) -> "subprocess.Popen[str]":
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LOCATOR_")}
    environment["LOCATOR_DATABASE_URL"] = f"sqlite:///{folder}/registry.db"
    environment["LOCATOR_SNAPSHOT_FOLDER"] = str(folder / "snapshots")
    environment["PYTHONPATH"] = str(
        Path(locator.__file__).parent.parent
    )  # this checkout, whatever is installed
    command = [sys.executable, "-c", "from locator.cli import main; main()", *args]
    return subprocess.Popen(command, cwd=folder, env=environment, text=True, **streams)


def children(pid: int) -> list[int]:
    """The processes that a process started, and that are not over."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = path.read_text().rpartition(")")[2].split()[:2]
        except OSError:  # it ended meanwhile
            continue
        if parent == str(pid) and state != "Z":
            found.append(int(path.parent.name))
    return found


def is_running(pid: int) -> bool:
    return Path("/proc", str(pid)).exists()


def wait_until(done: Callable[[], object]) -> None:
    until = time.monotonic() + PATIENCE_S
    while not done():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.1)


@contextmanager
def running(folder: Path, workers: int) -> Iterator[Server]:
    with closing(open_store(f"sqlite:///{folder}/registry.db", create=True)) as store:
        store.upgrade()
        store.put_stations([station(number, 109.5 + number / 100, 18.25) for number in range(5)])
    server = Server(folder, workers)
    try:
        wait_until(server.is_ready)
        yield server
    finally:
        server.process.kill()
        server.process.wait()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("serve"), 2) as running_server:
        yield running_server


def test_a_change_in_the_registry_is_served(server: Server) -> None:
    with closing(open_store(f"sqlite:///{server.folder}/registry.db")) as store:
        store.put_stations([station(77, 109.6, 18.3, name="演示新来的")])
    wait_until(lambda: server.get("/api/v1/stations/test-0077").status_code == 200)
    wait_until(lambda: server.get("/api/v1/places?text=xinlaide").json()["places"])
    assert server.told("snapshot made")


def test_all_processes_are_counted_together(server: Server) -> None:
    def count() -> float:
        text = server.get("/metrics").text
        name = 'locator_request_seconds_count{route="/api/v1/nearest",status="200"} '
        return next((float(line.split()[1]) for line in text.splitlines() if line.startswith(name)), 0.0)

    before = count()
    for _connection in range(20):
        server.get(QUESTION)
    wait_until(lambda: count() == before + 20)
    assert server.get("/metrics").text.count("locator_process_memory_bytes{") == 2


def test_the_log_tells_of_nobody(server: Server) -> None:
    headers = {"User-Agent": f"phone {LON}", "Referer": f"http://x/{LAT}", "X-Request-ID": LON}
    server.get(QUESTION, headers=headers)
    server.get(f"/stations/{LON},{LAT}", headers=headers)
    server.get(QUESTION + "&nonsense=1", headers=headers)
    httpx.post(server.home + "/api/v1/nearest", json={"lon": LON, "lat": LAT}, headers=headers)
    text = server.log.read_text()
    assert LON not in text
    assert LAT not in text
    assert "phone" not in text
    assert len(server.lines()) == len([line for line in text.splitlines() if not line.startswith("http://")])


def test_too_much_is_refused(server: Server) -> None:
    assert server.get("/api/v1/nearest?x=" + "a" * 10_000).status_code == 414
    with socket.create_connection(("127.0.0.1", server.port)) as endless:
        endless.sendall(b"GET /?x=" + b"a" * 100_000)
        assert endless.recv(100)[:12] in (b"HTTP/1.1 414", b"HTTP/1.1 431")
    answer = httpx.post(server.home + "/api/v1/nearest", content=b"x" * 100_000)
    assert answer.status_code == 413


def test_who_sends_a_body_slowly_holds_up_nobody(server: Server) -> None:
    slow = [socket.create_connection(("127.0.0.1", server.port)) for _one in range(12)]
    for one in slow:
        one.sendall(b"POST /api/v1/nearest HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
    for _one in range(20):
        assert server.get(QUESTION).status_code == 200
    for one in slow:
        one.close()


def test_hundreds_of_idle_connections_hold_up_nobody(server: Server) -> None:
    idle = [socket.create_connection(("127.0.0.1", server.port)) for _one in range(600)]
    for one in idle:
        one.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        assert one.recv(4096).startswith(b"HTTP/1.1 200")
    assert server.get(QUESTION).status_code == 200
    for one in idle:
        one.close()


def test_a_taken_port_is_told_in_a_line(server: Server) -> None:
    other = started(server.folder, "serve", "--port", str(server.port), stderr=subprocess.PIPE)
    _out, told = other.communicate(timeout=PATIENCE_S)
    assert other.returncode == 1
    assert len(told.splitlines()) == 1
    assert f"127.0.0.1:{server.port}" in told
    assert "--port" in told


def test_a_killed_process_is_replaced(server: Server) -> None:
    before = server.workers()
    killed = before.pop()
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: len(server.workers() - {killed}) == 2)
    wait_until(server.is_ready)
    assert server.told("Unexpected exit from worker-1") or server.told("Unexpected exit from worker-2")


def test_a_killed_builder_is_replaced(server: Server) -> None:
    builder = next(pid for pid in children(server.process.pid) if "spawn_main" in command_line(pid))
    os.kill(builder, signal.SIGKILL)
    wait_until(lambda: server.told("builder died"))
    with closing(open_store(f"sqlite:///{server.folder}/registry.db")) as store:
        store.put_stations([station(78, 109.6, 18.3)])
    wait_until(lambda: server.get("/api/v1/stations/test-0078").status_code == 200)


def command_line(pid: int) -> str:
    try:
        return Path("/proc", str(pid), "cmdline").read_text()
    except OSError:
        return ""


def test_a_reload_fails_no_request(server: Server) -> None:
    before, over, statuses = server.workers(), Event(), []

    def ask(*, keep_alive: bool) -> None:
        limits = httpx.Limits(max_keepalive_connections=1 if keep_alive else 0)
        with httpx.Client(timeout=PATIENCE_S, limits=limits) as client:
            while not over.is_set():
                statuses.append(client.get(server.home + QUESTION).status_code)
                over.wait(0.01)

    askers = [Thread(target=ask, kwargs={"keep_alive": kept}) for kept in (True, False)]
    for asker in askers:
        asker.start()
    os.kill(server.process.pid, signal.SIGHUP)
    wait_until(lambda: len(server.workers() - before) == 2 and not before & server.workers())
    over.set()
    for asker in askers:
        asker.join()
    assert set(statuses) == {200}


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_it_answers_what_was_asked_and_leaves_nothing(
    tmp_path: Path, how: signal.Signals
) -> None:
    with running(tmp_path, 1) as server:
        processes = children(server.process.pid)
        with socket.create_connection(("127.0.0.1", server.port)) as asking:
            body = json.dumps({"lon": float(LON), "lat": float(LAT)}).encode()
            head = f"POST /api/v1/nearest HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n\r\n".encode()
            asking.sendall(head + body[:5])
            wait_until(lambda: "locator_requests_in_flight 2.0" in server.get("/metrics").text)
            server.process.send_signal(how)
            time.sleep(0.5)
            asking.sendall(body[5:])
            assert asking.recv(65536).startswith(b"HTTP/1.1 200")
        assert server.process.wait(PATIENCE_S) == 0
        wait_until(lambda: not [pid for pid in processes if is_running(pid)])
        assert server.told("stopped")
        assert not [line for line in server.lines() if line["level"] == "error"]
        assert "Traceback" not in server.log.read_text()


def test_when_it_is_killed_its_processes_end_too(server: Server) -> None:
    processes = children(server.process.pid)
    assert len(processes) >= 3
    server.process.kill()
    wait_until(lambda: not [pid for pid in processes if is_running(pid)])
