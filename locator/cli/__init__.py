"""The command line: `locator --help` lists the commands, each with an example.

Exit codes: 0 done; 1 the work failed or found nothing, one line says what and how to mend it; 2 wrong use.
"""

import keyword
import sys
from importlib import import_module
from typing import Any

import click

from locator import __version__
from locator.cli.output import explain
from locator.errors import InvalidInput, LocatorError

COMMANDS = (
    "init", "serve", "import", "undo", "history", "notice", "geocode", "gazetteer", "network", "boundaries", "locate",
    "nearest", "coverage", "suggest", "report", "extract", "export", "demo",
)  # fmt: skip
"""Each stands in the module of its name (`import`, which Python keeps for itself, in `import_`), which is loaded when
it is called: GeoPandas alone takes a second."""


class Doors(click.Group):
    """A group whose commands fail in words: no traceback reaches anybody."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's form
        """The commands in the order one meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's form
        """The command of a name; None when there is none."""
        if cmd_name not in COMMANDS:
            return None
        name = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name
        command: click.Command = getattr(import_module(f"locator.cli.{name}"), name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; its errors become one line and an exit code."""
        try:
            return super().invoke(ctx)
        except InvalidInput as error:
            raise click.UsageError(str(error)) from error
        except LocatorError as error:
            raise click.ClickException(str(error)) from error
        except (click.exceptions.Exit, click.Abort, click.ClickException, BrokenPipeError):
            raise
        except OSError as error:
            raise click.ClickException(f"{error.filename}: {error.strerror}") from error
        except Exception as error:
            raise click.ClickException(explain(error)) from error


@click.group(cls=Doors, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="locator")
def cli() -> None:
    """户外劳动者服务站点定位 · Find, map and export rest stations for outdoor workers."""


def main() -> None:
    """The `locator` program."""
    sys.exit(cli.main(standalone_mode=True))
