"""evidence/rivals and evidence/service.py: what was measured, and how it is shown."""

import json
import re
import subprocess
import sys
from pathlib import Path

import markdown
import pytest
from pydantic import TypeAdapter

from evidence import measuring
from evidence.__main__ import NAMES
from evidence.measuring import Value, Work
from handbook.evidence import (
    Comparison,
    Startup,
    number,
    render_comparison,
    write_includes,
)

ROOT = Path(__file__).parents[2]
EVIDENCE = ROOT / "evidence"
FILES = sorted(EVIDENCE.rglob("*.json"))
REQUIREMENTS = [
    path
    for path in sorted((EVIDENCE / "rivals").glob("*.txt"))
    if path.stem not in ("mistakes", "undocumented")
]
INCLUDE = re.compile(r'^--8<-- "((?:rivals/)?[\w-]+)\.md"$', re.MULTILINE)
LABEL = 46
"""As many letters fit to the left of the bars."""

SPEED = Value("Read a pet", "thousand/s", more_is_better=True)
TIME = Value("Run `uv`", "s")
MEASURED: Comparison = {
    "title": "A rival",
    "command": "python -m evidence rivals.new --write",
    "date": "2026-01-31",
    "rounds": 3,
    "machine": {"processor": "A processor", "cores": "2 cores"},
    "versions": {"Python": "3.13.0", "new": "0.1"},
    "options": ["old", "new", "other"],
    "figures": [
        measuring.figure(SPEED, {"old": [10, 20, 30], "new": [20, 60, 45]}),
        measuring.figure(
            TIME, {"old": [2, 4, 3], "new": [1, 1, 1], "other": [4, 4, 4]}
        ),
    ],
    "findings": [
        {"what": "Takes `a`", "answers": {"old": "yes", "new": "`b`"}},
    ],
}

NOTHING = MEASURED["figures"][0] | {
    "ratios": {"new": {"median": 1.0, "min": 0.0, "max": 1.0}}
}
STARTUP = json.loads((EVIDENCE / "startup.json").read_text())


def as_html(text: str) -> str:
    """What the site makes of Markdown."""
    return markdown.markdown(text, extensions=["attr_list", "md_in_html", "tables"])


def rows(text: str) -> list[str]:
    """The lines of all tables."""
    return [line for line in text.splitlines() if line.startswith("|")]


def test_a_ratio_above_one_is_better_whatever_is_counted() -> None:
    """More in a second, or less time: both count for the other option."""
    speed, time = MEASURED["figures"]
    assert speed["ratios"]["new"] == {"median": 2.0, "min": 1.5, "max": 3.0}
    assert time["ratios"]["new"] == {"median": 3.0, "min": 2.0, "max": 4.0}
    assert time["ratios"]["other"]["median"] == 0.75


def test_ratios_are_of_what_was_measured_in_the_same_round() -> None:
    """A slow round, of both, does not show in them."""
    slow = measuring.figure(TIME, {"old": [1, 10, 1], "new": [0.5, 5, 0.5]})
    assert slow["ratios"]["new"] == {"median": 2.0, "min": 2.0, "max": 2.0}


def test_options_take_turns(capsys: pytest.CaptureFixture[str]) -> None:
    """Round by round, work by work, with a line of progress a round."""
    turns: list[str] = []

    def does(name: str) -> tuple[float]:
        """Take a turn."""
        turns.append(name)
        return (1.0,)

    works = [
        Work([value], {"old": lambda: does(f"{name} old"), "new": lambda: does("new")})
        for value, name in [(SPEED, "first")]
    ]
    measuring.measure(works, 2)
    assert turns == ["first old", "new", "first old", "new"]
    lines = capsys.readouterr().out.splitlines()
    assert [line[: line.index(":")] for line in lines] == [
        "  round 1 of 2",
        "  round 2 of 2",
    ]


def test_the_tables_give_figures_ratios_and_findings() -> None:
    """What was not measured, or not asked, is a dash."""
    assert rows(render_comparison("new", MEASURED)) == [
        "| Work | old | new | other |",
        "| --- | ---: | ---: | ---: |",
        "| Read a pet | 20 (10–30) thousand/s "
        "| 45 thousand/s<br>× 2.0 (1.5–3.0) | – |",
        "| Run `uv` | 3.0 (2.0–4.0) s | 1.0 s<br>× 3.0 (2.0–4.0) "
        "| 4.0 s<br>× 0.75 (0.50–1.0) |",
        "| What the script saw | old | new | other |",
        "| --- | --- | --- | --- |",
        "| Takes `a` | yes | `b` | – |",
    ]
    page = as_html(render_comparison("new", MEASURED))
    assert page.count("<table>") == 2
    assert page.count("<td") == 3 * 4
    assert "<code>b</code>" in page


def test_the_conditions_are_named_with_how_to_measure_again() -> None:
    """Whoever doubts a figure knows where it comes from."""
    assert (
        "Median of 3 rounds, in which the options took turns; the least and the "
        "greatest in brackets. After ×: how many times as good as old in the same "
        "round, so above 1 is better. Measured with A processor, 2 cores, Python "
        "3.13.0, new 0.1 on 2026-01-31 by `python -m evidence rivals.new --write`; "
        "measure again with `make evidence`."
    ) in render_comparison("new", MEASURED)


def test_a_picture_stands_beside_many_ratios_only() -> None:
    """Three are read as fast as they are seen, four are not."""
    assert "<svg" not in render_comparison("new", MEASURED)
    figures = [*MEASURED["figures"], MEASURED["figures"][0]]
    many: Comparison = {**MEASURED, "figures": figures}
    text = render_comparison("new", many)
    page = as_html(text)
    assert page.count("<figure>") == 1
    assert "Run uv: other" in page
    figure = text[text.index("<figure>") : text.index("</figure>")]
    assert figure in page


@pytest.mark.parametrize(
    "value, text",
    [
        (0.0123, "0.012"),
        (0.5, "0.50"),
        (1, "1.0"),
        (12.3, "12"),
        (4567.8, "4568"),
        (0.0996, "0.10"),
        (0.9987, "1.0"),
        (9.96, "10"),
        (99.6, "100"),
    ],
)
def test_a_number_has_two_digits_or_all_before_the_point(
    value: float, text: str
) -> None:
    """More would claim a precision that is not there, also where rounding carries."""
    assert number(value) == text


def test_nothing_takes_no_digits() -> None:
    """Zero has none of its own, before the point or behind."""
    assert number(0) == "0"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_was_measured_fits_its_model(path: Path) -> None:
    """Each file has all that its model demands, and nothing else of another type."""
    data = path.read_bytes()
    if path.stem == "startup":
        TypeAdapter(Startup).validate_json(data, strict=True)
        return
    found = TypeAdapter(Comparison).validate_json(data, strict=True)
    name = ".".join(path.relative_to(EVIDENCE).with_suffix("").parts)
    assert found["command"] == f"python -m evidence {name} --write"
    assert all(found["machine"].values()) and all(found["versions"].values())
    works = " ".join(figure["work"] for figure in found["figures"])
    databases = {one for one in ("PostgreSQL", "SQLite") if one in works}
    assert databases <= found["versions"].keys()
    options = set(found["options"])
    for figure in found["figures"]:
        assert set(figure["results"]) <= options
        assert set(figure["ratios"]) == set(figure["results"]) - {found["options"][0]}
    for finding in found["findings"]:
        assert set(finding["answers"]) <= options


def test_each_script_has_its_result_and_each_result_its_script() -> None:
    """`make evidence` measures all that is shown."""
    found = {
        ".".join(path.relative_to(EVIDENCE).with_suffix("").parts) for path in FILES
    }
    assert found == set(NAMES)


def test_each_result_is_shown_and_each_figure_on_a_page_is_a_result(
    tmp_path: Path,
) -> None:
    """A page has its figures from such a file, and no file waits in vain."""
    write_includes(ROOT, tmp_path)
    written = {
        path.relative_to(tmp_path).with_suffix("").as_posix()
        for path in tmp_path.rglob("*.md")
    }
    pages = [path.read_text() for path in (ROOT / "docs").rglob("*.md")]
    shown = {name for page in pages for name in INCLUDE.findall(page)}
    assert written <= shown
    assert {name for name in shown if name.startswith("rivals/")} <= written


@pytest.mark.parametrize(
    "name, data, said",
    [
        ("rivals/a", {}, "title: Field required"),
        ("rivals/a", [], "Input should be a valid dictionary"),
        ("rivals/a", MEASURED | {"rounds": "some"}, "rounds: Input should be"),
        (
            "rivals/a",
            MEASURED | {"figures": [NOTHING] * 4},
            "figures.0.ratios.new.min: Input should be greater than 0",
        ),
        ("startup", STARTUP | {"cases": STARTUP["cases"][1:]}, "declared"),
        (
            "startup",
            STARTUP | {"cases": [STARTUP["cases"][0] | {"median": 0}]},
            "cases.0.median: Input should be greater than 0",
        ),
    ],
    ids=["nothing", "a list", "a word", "a ratio of 0", "a case less", "no time"],
)
def test_measures_that_can_not_be_shown_are_said(
    tmp_path: Path, name: str, data: object, said: str
) -> None:
    """With the file; the others are written all the same."""
    sound = tmp_path / "evidence/deep/down/b.json"
    sound.parent.mkdir(parents=True)
    sound.write_text(json.dumps(MEASURED))
    path = tmp_path / f"evidence/{name}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(data))
    (found,) = write_includes(tmp_path, tmp_path / "includes")
    assert (found.path, found.line) == (f"evidence/{name}.json", 1)
    assert found.code == "EVIDENCE"
    assert said in found.message
    assert (tmp_path / "includes/deep/down/b.md").is_file()


def test_what_a_tool_left_is_no_measure(tmp_path: Path) -> None:
    """mypy keeps JSON in a hidden folder where it was run."""
    cache = tmp_path / "evidence/.mypy_cache/a.data.json"
    cache.parent.mkdir(parents=True)
    cache.write_text("{}")
    assert write_includes(tmp_path, tmp_path / "includes") == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_picture_has_room_for_its_labels(path: Path, tmp_path: Path) -> None:
    """A longer one would begin outside of it."""
    write_includes(ROOT, tmp_path)
    page = (tmp_path / path.relative_to(EVIDENCE)).with_suffix(".md").read_text()
    labels = re.findall(r'text-anchor="end">([^<]+)</text>', page)
    assert all(len(label) <= LABEL for label in labels), labels


@pytest.mark.parametrize("path", REQUIREMENTS, ids=lambda path: path.stem)
def test_a_rival_is_pinned_and_comes_from_wherever_pip_looks(path: Path) -> None:
    """Exact versions, and no address of an index."""
    lines = path.read_text().splitlines()
    assert len(lines) == len({line.partition("==")[0].lower() for line in lines})
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", line) for line in lines)


def test_answers_are_put_together_by_what_was_asked() -> None:
    """In the order in which it was, and of each option in theirs."""
    seen = {
        "uv": {"Fast?": "yes", "Small?": "no"},
        "pip": {"Fast?": "no", "Small?": ""},
    }
    found = measuring.answered(seen)
    assert [one["what"] for one in found] == ["Fast?", "Small?"]
    answers = [list(one["answers"].items()) for one in found]
    assert answers == [[("uv", "yes"), ("pip", "no")], [("uv", "no"), ("pip", "")]]


def test_an_unknown_name_is_refused_with_those_that_there_are() -> None:
    """Nothing is measured then."""
    command = [sys.executable, "-m", "evidence", "rivals.none"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 2
    assert "rivals.none is none of startup, service, rivals.uv" in done.stderr


def test_a_command_that_fails_ends_the_measurement_with_what_it_said() -> None:
    """A time of something that did not work is no figure."""
    wrong = (sys.executable, "-c", "print('half'); raise SystemExit(3)")
    with pytest.raises(SystemExit, match="half"):
        measuring.seconds(*wrong)
    assert measuring.seconds(*wrong, worst=3) > 0
    killed = (sys.executable, "-c", "import os; os.kill(os.getpid(), 9)")
    with pytest.raises(SystemExit):
        measuring.seconds(*killed, worst=3)


def test_the_callers_environment_does_not_reach_what_is_measured(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An active environment, or settings of a tool, would change the outcome."""
    for name in ("VIRTUAL_ENV", "UV_INDEX_URL", "POETRY_HOME", "PYTHONPATH"):
        monkeypatch.setenv(name, "elsewhere")
    monkeypatch.setenv("LANG", "C.UTF-8")
    given = measuring.variables(PYTHONPATH="here")
    assert given["LANG"] == "C.UTF-8"
    assert "elsewhere" not in given.values()
    assert given["PYTHONPATH"] == "here"


def test_versions_that_differ_on_the_two_sides_are_refused(tmp_path: Path) -> None:
    """It says which file to change, and to what."""
    commands = tmp_path / "rival" / "bin"
    commands.mkdir(parents=True)
    python = commands / "python"
    python.write_text("#!/bin/sh\necho 0.0.1\n")
    python.chmod(0o755)
    with pytest.raises(
        SystemExit, match=r"Pin uvicorn==.* in evidence/rivals/rival.txt"
    ):
        measuring.must_agree(commands, "uvicorn")


def test_what_was_measured_is_written_beside_its_script() -> None:
    """As it was committed, byte for byte."""
    path = EVIDENCE / "rivals" / "msgspec.json"
    before = path.read_text(encoding="utf-8")
    measuring.write("rivals.msgspec", json.loads(before))
    assert path.read_text(encoding="utf-8") == before
