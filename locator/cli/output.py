"""How commands speak: one JSON document on standard output for programs, words on standard error for people."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any, TypeVar

import click
import orjson
from pydantic import BaseModel, ValidationError
from rich.console import Console

from locator.errors import InvalidInput
from locator.settings import Settings

ACTOR = "cli"
"""Who the history says it was."""
M = TypeVar("M", bound=BaseModel)

json_option = click.option(
    "--json", "as_json", is_flag=True, help="一份 JSON 文档 one JSON document on standard output"
)


def print_json(document: Any) -> None:
    """One JSON document on standard output."""
    click.echo(json_bytes(document), nl=False)


def json_bytes(document: Any) -> bytes:
    """A document as indented JSON, UTF-8, with a line's end."""
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


@contextmanager
def progress(what: str) -> Iterator[None]:
    """A sign of life on a terminal while something long runs; silence elsewhere."""
    console = Console(stderr=True)
    with console.status(what) if console.is_terminal else nullcontext():
        yield


def note(sentence: str) -> None:
    """A word to the person at the terminal; programs read standard output."""
    click.echo(sentence, err=True)


def read_settings() -> Settings:
    """The settings.

    Raises:
        InvalidInput: one is wrong; the error names it, never its value.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        name = ".".join(map(str, first["loc"])) or "settings"
        raise InvalidInput(
            f"{name}: {first['msg']}", field=name, remedy="LOCATOR_… or locator.toml"
        ) from None


def checked(model: type[M], values: Mapping[str, Any]) -> M:
    """The model of what somebody asked for.

    Raises:
        InvalidInput: a value is wrong; the error names it.
    """
    try:
        return model.model_validate(dict(values))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = str(first["loc"][0]) if first["loc"] else "lon"
        raise InvalidInput(f"{field}: {first['msg']}", field=field) from None


def into_a_folder(_context: click.Context, parameter: click.Parameter, out: Path | None) -> Path | None:
    """The file that is to be written, once it is sure that its folder is there: before long work, not after."""
    if out and not out.parent.is_dir():
        raise click.ClickException(
            f"{parameter.opts[0]}: 没有文件夹 no folder {out.parent};先建好它 make it first"
        )
    return out


def explain(error: Exception) -> str:
    """One line for an error that nobody foresaw: what and where, for a report."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
    return (
        f"程序出错,请报告 this is a fault of the program, please report it: {type(error).__name__} at {place}"
    )
