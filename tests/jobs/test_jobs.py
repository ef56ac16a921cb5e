"""Jobs in processes of their own: in turn, one question once, cancelled, killed, thrown away."""

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import orjson
import pytest

from locator.errors import NotFound, TooBusy
from locator.jobs import Inputs, Job, Jobs, JobState
from locator.jobs.folder import ASK, PID, STATE, held, opened, replace
from locator.jobs.jobs import KEPT_S, MOST_KEPT, MOST_THREADS_WAITING, MOST_WAITING
from locator.jobs.turns import AT_ONCE, queue_up, turn
from locator.settings import Settings
from locator.store import open_store
from tests.made_up import station

WAIT_S = 120.0
QUESTION = {"question": {"radii_m": [500]}, "version": 1, "today": "2026-06-03"}


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Inputs:
    home = tmp_path_factory.mktemp("inputs")
    url = f"sqlite:///{home / 'locator.db'}"
    store = open_store(url, create=True)
    store.upgrade()
    store.put_stations([station(1, 109.5, 18.25)])
    store.close()
    names = [name for name in Inputs.model_fields if name.endswith("_folder")]
    return Inputs.of(Settings(database_url=url, **{name: home / name for name in names}))


@pytest.fixture(scope="module")
def shared_jobs(tmp_path_factory: pytest.TempPathFactory) -> Jobs:
    return Jobs(tmp_path_factory.mktemp("jobs"))


@pytest.fixture
def jobs(shared_jobs: Jobs) -> Iterator[Jobs]:
    """None of them is left alive."""
    yield shared_jobs
    for folder in shared_jobs.root.glob("?" * 32):
        shared_jobs.cancel(opened(folder))


def laid(root: Path, asked_at: int, state: JobState, key: str = "") -> Job:
    """A job's folder without a process."""
    folder = root / f"{asked_at:032x}"
    folder.mkdir(parents=True)
    (folder / "alive").touch()
    replace(folder / STATE, vars(state))
    replace(folder / ASK, {"kind": "coverage", "asked_at": asked_at, "key": key, "ask": QUESTION})
    return opened(folder)


def until(is_so: Any) -> None:
    end = time.monotonic() + WAIT_S
    while not is_so() and time.monotonic() < end:
        time.sleep(0.02)
    assert is_so()


def test_a_finished_question_is_not_worked_on_again(jobs: Jobs, inputs: Inputs) -> None:
    first = jobs.start("coverage", QUESTION, inputs, key="same")
    assert jobs.waited(first, WAIT_S) == JobState("done", 1.0)
    assert orjson.loads(first.result.read_bytes())["job"] == first.id
    assert jobs.start("coverage", QUESTION, inputs, key="same").id == first.id
    other = jobs.start("coverage", QUESTION, inputs, key="another")
    assert other.id != first.id
    assert jobs.waited(other, WAIT_S).state == "done"


def test_a_job_reads_the_registry_and_keeps_no_address_of_it(jobs: Jobs, inputs: Inputs) -> None:
    job = jobs.start("coverage", QUESTION, inputs)
    assert jobs.waited(job, WAIT_S).state == "done"
    until(lambda: not job.is_alive)
    kept = b"".join(path.read_bytes() for path in job.folder.glob("*.json"))
    assert inputs.database_url.encode() not in kept


def test_only_so_many_run_at_once_and_the_others_wait_in_order(
    jobs: Jobs, inputs: Inputs, tmp_path: Path
) -> None:
    busy = [laid(tmp_path, number, JobState("running")) for number in range(1, AT_ONCE + 1)]
    for job in busy:
        queue_up(job)
    turns = [turn(job) for job in busy]
    for each in turns:
        each.__enter__()
    mine = Jobs(tmp_path, jobs.nursery)
    waiting = [mine.start("coverage", QUESTION, inputs) for _ in range(2)]
    time.sleep(0.5)
    assert [job.state.state for job in waiting] == ["waiting", "waiting"]
    turns[0].__exit__(None, None, None)
    until(lambda: waiting[1].state.is_final)
    starts = [(job.folder / "result.json").stat().st_mtime_ns for job in waiting]
    assert starts == sorted(starts)
    turns[1].__exit__(None, None, None)
    until(lambda: not any(job.is_alive for job in waiting))


def test_a_dead_process_is_told_as_failed_and_frees_its_place(jobs: Jobs, inputs: Inputs) -> None:
    job = jobs.start("coverage", {**QUESTION, "question": {"radii_m": [700]}}, inputs)
    os.kill(int((job.folder / PID).read_text()), signal.SIGKILL)
    until(lambda: not job.is_alive)
    state = job.state
    assert state.state == "failed"
    assert state.problem
    assert "意外结束" in state.problem["title"]
    after = jobs.start("coverage", QUESTION, inputs)
    assert jobs.waited(after, WAIT_S).state == "done"


def test_a_cancelled_job_ends_and_stays_cancelled(jobs: Jobs, inputs: Inputs) -> None:
    job = jobs.start("coverage", {**QUESTION, "question": {"radii_m": [900]}}, inputs)
    assert jobs.cancel(job).state == "cancelled"
    assert not job.is_alive
    assert Jobs(jobs.root).job(job.id).state.state == "cancelled"
    done = jobs.start("coverage", QUESTION, inputs)
    assert jobs.waited(done, WAIT_S).state == "done"
    assert jobs.cancel(done).state == "done"


def test_the_process_that_makes_them_is_replaced_when_it_was_killed(tmp_path: Path, inputs: Inputs) -> None:
    jobs = Jobs(tmp_path)
    jobs.prepare()
    started = jobs.nursery.started
    assert started
    started[1].kill()
    started[1].wait()
    assert jobs.waited(jobs.start("coverage", QUESTION, inputs), WAIT_S).state == "done"


def test_a_fault_of_ours_is_told_by_a_number_alone(jobs: Jobs, inputs: Inputs) -> None:
    job = jobs.start("coverage", {"question": {}}, inputs)
    state = jobs.waited(job, WAIT_S)
    assert (state.state, state.problem and state.problem["status"]) == ("failed", 500)
    assert "KeyError" not in str(state.problem)


def test_few_threads_wait_and_the_others_are_told_at_once(tmp_path: Path) -> None:
    jobs, job = Jobs(tmp_path), laid(tmp_path, 1, JobState("waiting"))
    with held(job.folder), ThreadPoolExecutor() as pool:
        waiting = [pool.submit(jobs.waited, job, WAIT_S) for _ in range(MOST_THREADS_WAITING)]
        time.sleep(0.2)
        assert jobs.waited(job, WAIT_S).state == "waiting"
        job.tell(JobState("done", 1.0))
        assert {each.result().state for each in waiting} == {"done"}


def test_old_jobs_are_thrown_away_and_so_are_too_many(tmp_path: Path, inputs: Inputs) -> None:
    jobs, now = Jobs(tmp_path), time.time_ns()
    old = laid(tmp_path, now - (KEPT_S + 60) * 10**9, JobState("done", 1.0), key="k")
    many = [laid(tmp_path, now - number, JobState("done", 1.0)) for number in range(MOST_KEPT + 5)]
    fresh = laid(tmp_path, now + 1, JobState("done", 1.0), key="fresh")
    assert jobs.start("coverage", QUESTION, inputs, key="fresh").id == fresh.id
    assert not old.folder.exists()
    assert sum(job.folder.exists() for job in many) == MOST_KEPT - 1
    with pytest.raises(NotFound):
        jobs.job(old.id)


def test_one_more_than_may_wait_is_refused(tmp_path: Path, inputs: Inputs) -> None:
    alive = [laid(tmp_path, number, JobState("waiting")) for number in range(1, MOST_WAITING + 1)]
    locks = [held(job.folder) for job in alive]
    for lock in locks:
        lock.__enter__()
    with pytest.raises(TooBusy):
        Jobs(tmp_path).start("coverage", QUESTION, inputs)
    for lock in locks:
        lock.__exit__(None, None, None)


@pytest.mark.parametrize("name", ["", "..", "queue", "0" * 31, "0" * 33, "A" * 32, "0" * 32])
def test_there_is_no_other_job(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotFound):
        Jobs(tmp_path).job(name)
