"""Every benchmark runs, small: what it compares agrees, and its line has the agreed form. No time is judged."""

import json

import pytest

from tests.bench import __main__ as runner

FORM = {"bench": str, "ours": float, "reference": float, "ratio": float, "unit": str}
BRIEF = {name: {"seconds": 1} for name in runner.BENCHES if name.startswith("http")}


@pytest.mark.parametrize("name", sorted(runner.BENCHES))
def test_a_small_run_agrees_with_its_reference_and_gives_one_measure(name):
    line = runner.bench(name)(size=2000, repeats=1, **BRIEF.get(name, {}))
    assert {field: type(line[field]) for field in FORM} == FORM
    assert line["bench"] == name
    assert min(value for value in line.values() if isinstance(value, float)) > 0


def test_standard_output_holds_json_lines_alone(monkeypatch, capsys):
    def noisy():
        print("a library talks")
        return {"bench": "batch_nearest", "ours": 1.0, "reference": 2.0, "ratio": 0.5, "unit": "s"}

    monkeypatch.setattr(runner, "bench", lambda _name: noisy)
    assert runner.main(["batch_nearest", "datum"]) == 0
    written = capsys.readouterr()
    assert [json.loads(line)["ratio"] for line in written.out.splitlines()] == [0.5, 0.5]
    assert "a library talks" in written.err


def test_a_benchmark_that_fails_stops_no_other_and_is_told(monkeypatch, capsys):
    def failing():
        raise RuntimeError("no database here")

    runs = {"batch_nearest": failing, "datum": lambda: {"bench": "datum"}}
    monkeypatch.setattr(runner, "bench", runs.get)
    assert runner.main([]) == 1
    written = capsys.readouterr()
    assert written.out == '{"bench": "datum"}\n'
    assert "no database here" in written.err


def test_a_benchmark_whose_programs_are_missing_says_which(monkeypatch, capsys):
    monkeypatch.setattr(runner, "bench", lambda _name: lambda: pytest.skip("needs wrk"))
    assert runner.main(["http_nearest"]) == 1
    written = capsys.readouterr()
    assert not written.out
    assert "needs wrk" in written.err


def test_an_unknown_benchmark_is_wrong_use(capsys):
    with pytest.raises(SystemExit) as left:
        runner.main(["bacth_nearest"])
    assert left.value.code == 2
    assert "batch_nearest" in capsys.readouterr().err
