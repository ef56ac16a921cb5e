"""Starting, finding, cancelling and throwing away jobs. Any process of the service may do each."""

import os
import secrets
import shutil
import signal
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any, Final

from locator.errors import NotFound, TooBusy
from locator.jobs.folder import ASK, FINAL, ID, PID, STATE, Job, JobState, held, jobs_in, opened, replace
from locator.jobs.inputs import Inputs
from locator.jobs.nursery import Nursery
from locator.jobs.turns import leave, queue_up

KEPT_S: Final = 24 * 3600
MOST_KEPT: Final = 200
MOST_WAITING: Final = 20
"""Jobs that are not over yet."""
MOST_THREADS_WAITING: Final = 2
"""Threads of this process that wait for a job."""
EVERY_S: Final = 0.02
DYING_S: Final = 5.0
GONE: Final = "gone"


class Jobs:
    """The jobs of one folder.

    Attributes:
        root: the folder.
        nursery: makes their processes.
    """

    def __init__(self, root: Path, nursery: Nursery | None = None) -> None:
        self.root = root.absolute()
        self.nursery = nursery or Nursery()
        self._waiting = BoundedSemaphore(MOST_THREADS_WAITING)

    def start(self, kind: str, ask: Mapping[str, Any], inputs: Inputs, *, key: str = "") -> Job:
        """A job with a process of its own; a finished one that was asked the same is given instead.

        Args:
            kind: what work it is: a key of `locator.jobs.child.WORK`.
            ask: the question, JSON; kept with the job.
            inputs: what it reads from; not kept.
            key: equal for equal questions on equal data; "" is like no other.

        Raises:
            TooBusy: too many wait already.
        """
        known = list(self._tidied())
        done = next(
            (job for job in known if key and job.ask["key"] == key and _standing(job) == "done"), None
        )
        if done:
            return done
        if sum(not _is_over(job) for job in known) >= MOST_WAITING:
            raise TooBusy("正在计算的太多,请稍后再试 too much is being reckoned, try again in a while")
        return self._started({"kind": kind, "asked_at": time.time_ns(), "key": key, "ask": ask}, inputs)

    def prepare(self) -> None:
        """Get ready for the first job; it takes seconds, and nobody waits for it."""
        self.nursery.prepare()

    def job(self, job_id: str) -> Job:
        """The job of an id.

        Raises:
            NotFound: there is none, or no more.
        """
        if not ID.match(job_id):
            raise NotFound("没有这项计算 there is no such job")
        return opened(self.root / job_id)

    def waited(self, job: Job, seconds: float) -> JobState:
        """How a job stands when it is over, or when that time is."""
        self._wait(lambda: job.state.is_final, seconds)
        return job.state

    def written(self, job: Job, path: Path, seconds: float) -> bool:
        """Whether a job has written a file, when it has, when it has ended, or when that time is over."""
        self._wait(lambda: path.is_file() or not job.is_alive, seconds)
        return path.is_file()

    def _wait(self, is_so: Callable[[], bool], seconds: float) -> None:
        """Wait; but not when so many threads wait already that too few would be left for who looks for a station."""
        if not self._waiting.acquire(blocking=False):
            return
        try:
            until = time.monotonic() + seconds
            while not is_so() and time.monotonic() < until:
                time.sleep(EVERY_S)
        finally:
            self._waiting.release()

    def cancel(self, job: Job) -> JobState:
        """End a job that is not over yet; how it stands then."""
        if (state := job.state).is_final:
            return state
        until = time.monotonic() + DYING_S
        while job.is_alive and time.monotonic() < until:
            with suppress(ProcessLookupError, FileNotFoundError):
                os.kill(int((job.folder / PID).read_text()), signal.SIGKILL)
            time.sleep(EVERY_S)
        leave(job)
        if (state := job.state).state in ("done", "cancelled"):
            return state
        cancelled = JobState("cancelled", state.progress)
        job.tell(cancelled)
        return cancelled

    def _started(self, ask: Mapping[str, Any], inputs: Inputs) -> Job:
        folder = self.root / secrets.token_hex(16)
        folder.mkdir(parents=True)
        with held(folder) as lock:
            replace(folder / STATE, vars(JobState("waiting")))
            replace(folder / ASK, ask)
            job = opened(folder)
            queue_up(job)
            (folder / PID).write_text(str(self.nursery.born(folder, inputs, lock)))
        return job

    def _tidied(self) -> list[Job]:
        """The jobs that are kept; of the finished ones, those that are old or too many are thrown away."""
        jobs = sorted(jobs_in(self.root), key=lambda job: job.order, reverse=True)
        since = time.time_ns() - KEPT_S * 10**9
        kept = []
        for number, job in enumerate(jobs):
            if (number < MOST_KEPT and job.order[0] > since) or not _is_over(job):
                kept.append(job)
            else:
                shutil.rmtree(job.folder, ignore_errors=True)
        return kept


def _is_over(job: Job) -> bool:
    return _standing(job) in {*FINAL, GONE}


def _standing(job: Job) -> str:
    """How a job stands; another process may just have thrown it away."""
    try:
        return job.state.state
    except NotFound:
        return GONE
