"""`locator serve`: the web service on a production server."""

import gc
import logging
import os
import resource
import shutil
import signal
import socket
import threading
import time
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import click
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from locator import logs
from locator.cli.output import note, read_settings
from locator.serving.builder import keeping_up, refreshed
from locator.settings import Settings

WORKERS: Final = min(2, os.cpu_count() or 1)
THREADS: Final = 8
"""A process has one interpreter: more only wait for it. Some may be waiting for slow senders."""
CONNECTIONS: Final = 4096
"""Open at a time in a process, idle ones included: a phone keeps its own for a while."""
IDLE_TIMEOUT_MS: Final = 75_000
"""For a request's head, and between two requests; longer than what proxies keep an unused connection."""
LARGEST_HEAD: Final = 32 * 1024
STOP_WITHIN_S: Final = 30
"""Whoever still answers then (to a phone in a tunnel) is ended."""
RELOAD_PAUSE_S: Final = 5.0
"""From a new process's start until the old one is told to end: it must have loaded the snapshot by then."""
ORPHAN_EVERY_S: Final = 2.0
NICENESS: Final = 3
"""Of those that serve: the process that makes snapshots is seldom at work, and under load its turn comes first."""
APP: Final = "locator.web"
COUNTS_VARIABLE: Final = "PROMETHEUS_MULTIPROC_DIR"
_log = logging.getLogger(__name__)


@click.command(epilog="例 example:  locator serve --port 8000 --workers 2")
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址 address to listen on")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="端口 port")
@click.option(
    "--workers", default=WORKERS, show_default="2, 或核数 or the cores", type=click.IntRange(1, 64),
    help="进程数 processes",
)  # fmt: skip
def serve(host: str, port: int, workers: int) -> None:
    """网页与接口服务 Serve the pages and the API.

    SIGTERM 或 SIGINT 停止,正在回答的先答完;SIGHUP 逐个换新进程。
    SIGTERM or SIGINT ends it once what was asked is answered; SIGHUP starts the processes anew, one by one.
    """
    settings = read_settings()
    _check_free(host, port)
    logs.configure()
    os.environ[COUNTS_VARIABLE] = str(_emptied(settings.snapshot_folder / f"counts-{port}"))
    refreshed(settings.snapshot_folder, settings.database_url)
    _allow_many_connections()
    note(f"http://{f'[{host}]' if ':' in host else host}:{port}")
    _serve(settings, host, port, workers)


def _serve(settings: Settings, host: str, port: int, workers: int) -> None:
    """Serve until told to stop, with the process beside it that keeps the snapshots up with the registry."""
    server = Granian(
        APP,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=IDLE_TIMEOUT_MS, max_buffer_size=LARGEST_HEAD),
        workers=workers,
        blocking_threads=THREADS,
        backpressure=CONNECTIONS,
        respawn_failed_workers=True,
        respawn_interval=RELOAD_PAUSE_S,
        workers_kill_timeout=STOP_WITHIN_S,
        log_access=False,  # a request's address may tell where somebody stands
        log_level=LogLevels.error,
        log_dictconfig=logs.CONFIG,
    )
    import_module(APP).preload()  # here, so that the processes share it
    gc.freeze()
    with keeping_up(settings.snapshot_folder, settings.database_url):
        logs.tell(_log, "started", workers=workers)
        server.serve(target_loader=_app)
    logs.tell(_log, "stopped")


def _app(module: str) -> Any:
    """The app of one process of the service."""
    os.nice(NICENESS)
    threading.Thread(target=_end_when_orphaned, args=(os.getppid(),), daemon=True).start()
    return import_module(module).create_app()


def _end_when_orphaned(parent: int) -> None:
    """Nobody would stop this process any more, were its parent killed."""
    while os.getppid() == parent:
        time.sleep(ORPHAN_EVERY_S)
    os.kill(os.getpid(), signal.SIGTERM)


def _check_free(host: str, port: int) -> None:
    """Fail where somebody listens there: the kernel would share the port out between both services."""
    try:
        family, kind, _protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except OSError as error:
        raise click.ClickException(
            f"不能监听 can't listen at {host}:{port}: {error.strerror};换一个 choose another: --port, --host"
        ) from None


def _emptied(folder: Path) -> Path:
    """A folder with nothing in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder.absolute()


def _allow_many_connections() -> None:
    wanted = 2 * CONNECTIONS
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < wanted:
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
