"""Benchmarks: our time beside a reference's, in one run. `make bench` runs all, `python -m tests.bench NAME` one."""
