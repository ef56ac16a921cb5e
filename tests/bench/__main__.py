"""Runs the benchmarks named, or all: one JSON line a measure on standard output, all else on standard error."""

import argparse
import contextlib
import importlib
import json
import signal
import sys
import traceback

import pytest

BENCHES = {
    "batch_nearest": "tests.bench.bench_nearest",
    "coverage_grid": "tests.bench.bench_coverage",
    "coverage_walk": "tests.bench.bench_coverage",
    "datum": "tests.bench.bench_datum",
    "import_csv": "tests.bench.bench_import",
    "locate_offline": "tests.bench.bench_locate",
    "siting": "tests.bench.bench_siting",
    "start": "tests.bench.bench_start",
    "cluster_view": "tests.bench.bench_clusters",
    "http_nearest": "tests.bench.bench_http",
    "http_nearest_filtered": "tests.bench.bench_http",
    "http_nearest_vs_postgis": "tests.bench.bench_http",
}


def bench(name):
    """The function that measures this; its module is read only now, so that one that can't run stops no other."""
    return getattr(importlib.import_module(BENCHES[name]), name)


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(BENCHES)}; all by default")
    names = parser.parse_args(arguments).names or list(BENCHES)
    if unknown := sorted(set(names) - set(BENCHES)):
        parser.error(f"no benchmark {', '.join(unknown)}; there are {', '.join(BENCHES)}")
    ran = [measured(name) for name in names]
    return 0 if all(ran) else 1


def measured(name):
    """Whether it ran; the others run all the same."""
    print(f"{name} …", file=sys.stderr)
    try:
        with contextlib.redirect_stdout(sys.stderr):
            line = bench(name)()
    except (Exception, pytest.skip.Exception):  # noqa: BLE001 - whatever stops one is told, and stops no other
        traceback.print_exc()
        return False
    print(json.dumps(line), flush=True)
    return True


if __name__ == "__main__":
    # whoever ends this run ends the servers that it started
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    sys.exit(main())
