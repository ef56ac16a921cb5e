"""`locator serve`: the web service on a production server."""

from contextlib import closing

import click
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from locator.cli.output import note, read_settings
from locator.store import open_store

THREADS = 4  # one process has one interpreter: more threads only wait for it
BACKLOG = 256  # requests at a time that a process takes on


@click.command(epilog="例 example:  locator serve --port 8000 --workers 2")
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址 address to listen on")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="端口 port")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="进程数 processes")
def serve(host: str, port: int, workers: int) -> None:
    """网页与接口服务 Serve the pages and the API."""
    settings = read_settings()
    with closing(open_store(settings.database_url)) as store:
        store.revision()  # a missing database is told here, once, not by every worker
    note(f"http://{host}:{port}")
    # no access log: a request's address may tell where somebody stands
    Granian(
        "locator.web:create_app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        backpressure=BACKLOG,
        respawn_failed_workers=True,
        factory=True,
        log_access=False,
        log_level=LogLevels.warning,
    ).serve()
