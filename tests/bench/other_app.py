"""`python -m tests.bench.other_app APP serve …`: `locator serve …` with an application of `tests.bench.apps` in it.

So both run in the same server, with the same settings.
"""

import importlib
import sys

from locator.cli import main

if __name__ == "__main__":
    importlib.import_module("locator.cli.serve").APP = f"tests.bench.apps.{sys.argv.pop(1)}"
    main()
