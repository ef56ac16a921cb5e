"""What the service tells its operator: one JSON object a line on standard error.

A line says what happened and where in the program, never what a person sent: no position, query, body, address or
browser. Of an error stand here its kind and its places in the code; its message may hold somebody's words.
"""

import logging
import logging.config
import secrets
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Final

import orjson

FIELDS: Final = "fields"
"""The attribute of a log record that holds what else its line says, by name."""
MOST_PLACES: Final = 6
OURS: Final = ("locator", "_granian")

CONFIG: Final[dict[str, Any]] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "locator.logs.Lines"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "lines", "stream": "ext://sys.stderr"}
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"locator": {"level": "INFO"}},
}
"""For `logging.config.dictConfig`; of others' libraries only warnings are told."""


class Lines(logging.Formatter):
    """A log record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "process": record.process,
            "event": _event(record),
            **getattr(record, FIELDS, {}),
        }
        if record.exc_info and record.exc_info[1]:
            line |= of_error(record.exc_info[1])
        return orjson.dumps(line, default=str).decode()


def _event(record: logging.LogRecord) -> str:
    # what other libraries put into their sentences nobody here has checked
    ours = record.name.partition(".")[0] in OURS
    return record.getMessage() if ours else str(record.msg)


def configure() -> None:
    """Let this process tell its lines."""
    logging.config.dictConfig(CONFIG)


def tell(logger: logging.Logger, event: str, level: int = logging.INFO, **fields: object) -> None:
    """Write a line: the event in a few words that are always the same, all that varies as fields."""
    logger.log(level, event, extra={FIELDS: fields})


def tell_error(logger: logging.Logger, error: BaseException, **fields: object) -> str:
    """Write a line about an error that nobody foresaw; the id under which it stands there."""
    request_id = secrets.token_hex(8)
    tell(logger, "error", logging.ERROR, request_id=request_id, **fields, **of_error(error))
    return request_id


def of_error(error: BaseException) -> dict[str, object]:
    """An error's kind and the places it went through, the innermost last; not its message."""
    return {"error": type(error).__name__, "at": _places(error.__traceback__)[-MOST_PLACES:]}


def _places(trace: TracebackType | None) -> list[str]:
    found = []
    while trace:
        found.append(f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return found
