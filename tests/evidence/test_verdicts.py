"""What the records say of the measurements is what was measured.

Whoever measures again and fails here has to change the record's words, and perhaps the
decision.
"""

import json
import re
from pathlib import Path

import pytest

from handbook.evidence import Comparison, Figure

ROOT = Path(__file__).parents[2]
OURS = "black, flake8, interrogate"
TYPED_FIGURE = re.compile(
    r"×|\d[\d.,]*\s*(%|ms|s|seconds|times|/s|requests)\b", re.IGNORECASE
)


def measured(name: str) -> Comparison:
    """What a script has written."""
    data: Comparison = json.loads((ROOT / f"evidence/{name}.json").read_text())
    return data


def ratios(data: Comparison, option: str, *works: str) -> list[float]:
    """How many times as good an option was, in the works that begin so, or in all."""
    found = [
        figure["ratios"][option]["median"]
        for figure in data["figures"]
        if not works or figure["work"].startswith(works)
    ]
    assert found
    return found


def worst(data: Comparison, work: str, option: str) -> float:
    """How many times as good an option was, in its worst round of a work."""
    [figure] = [one for one in data["figures"] if one["work"].startswith(work)]
    return figure["ratios"][option]["min"]


def median(data: Comparison, work: str, option: str) -> float:
    """What was measured of an option in a work."""
    [figure] = [one for one in data["figures"] if one["work"].endswith(work)]
    return figure["results"][option]["median"]


def answers(data: Comparison, what: str) -> dict[str, str]:
    """What the script saw of one thing."""
    [found] = [one for one in data["findings"] if one["what"] == what]
    return found["answers"]


def test_uv_is_faster_and_has_two_traps_less() -> None:
    """DR-0002, DR-0003 and DR-0021: the same versions, and a host in the lock."""
    data = measured("rivals/uv")
    poetry, uv = data["options"]
    works = ("Lock", "Install", "Run a program")
    assert all(ratio > 1 for ratio in ratios(data, uv, *works))
    slower = [
        figure["work"]
        for figure in data["figures"]
        if figure["work"].startswith(works) and figure["ratios"][uv]["min"] < 1
    ]
    assert slower == ["Lock, cached"], "in one round at least"
    assert 0.5 < ratios(data, uv, "Run the Python")[0] < 2, "much the same time"
    cached = ratios(data, uv, "Install from the lock, cached", "Install, when")
    assert min(cached) > min(ratios(data, uv, "Lock", "Install from the lock, nothing"))
    same, _, total = answers(data, "Of these, in the same version")[uv].split()
    assert same == total
    assert answers(data, "The lock names the index's host") == {poetry: "no", uv: "yes"}
    groups = answers(data, "Locks a group in a table of Poetry's own")
    assert groups == {poetry: "yes", uv: "no"}
    missing = "Downloads off, and the Python of `.python-version` is missing"
    assert answers(data, missing) == {poetry: "runs another one", uv: "refuses to run"}
    active = "While another environment is active, installs into"
    assert answers(data, active)[uv] == "the project's own"


def test_ruff_finds_what_flake8_does_once_the_code_is_formatted() -> None:
    """DR-0015 and DR-0022; and DR-0017: it overlooks private code."""
    data = measured("rivals/ruff")
    ours, ruff = data["options"]
    assert all(ratio > 5 for ratio in ratios(data, ruff))
    formatted = "Kinds that only one finds once the file is formatted"
    assert answers(data, formatted) == {ours: "none"}
    same, _, total, _ = answers(data, "Code without any form is formatted alike")[
        ruff
    ].split()
    assert 0.9 < int(same) / int(total) < 1
    missed = answers(data, "Missing docstrings that only one finds")[ours]
    assert "`_private`" in missed and "`outer.inner`" in missed
    assert answers(data, "Takes a threshold below 100 %") == {ours: "yes", ruff: "no"}
    misspelt = answers(data, "Refuses to run with a misspelt setting")
    assert misspelt == {ours: "none of the three", ruff: "yes"}


def test_mypy_finds_more_than_its_faster_rival() -> None:
    """DR-0016: pyright is no faster, ty is at first, and both miss some findings."""
    data = measured("rivals/type_checkers")
    anew, changed = ratios(data, "pyright")
    assert anew < 1.1 and changed < 0.8
    anew, changed = ratios(data, "ty")
    assert anew > 5 and changed < 2.5
    assert worst(data, "Again", "ty") > 1.25, "about three quarters of the time"
    ours = median(measured("rivals/ruff"), "All three, warm", OURS)
    assert median(data, "nothing cached", "mypy") > ours
    missed = answers(data, "Of these, not found in")
    assert missed["mypy"] == "none"
    assert "`mypy/label_untyped.py`" in missed["ty"]
    assert missed["pyright"] != "none"
    overlooked = answers(data, "Mistakes that mypy overlooks, found in")
    assert overlooked["mypy"] == "none" and "`" in overlooked["ty"]
    assert "," not in overlooked["ty"], "one mistake"
    assert data["versions"]["ty"].startswith("0.0.")


def test_litestar_is_faster_and_answers_otherwise() -> None:
    """DR-0004: and the service takes more than the framework does."""
    data = measured("rivals/litestar")
    fastapi, *others = data["options"]
    commit = answers(data, "A commit that fails after the endpoint's `return`")
    bodies = answers(data, "A body with two mistakes")
    assert commit[fastapi] == '201, and 500 with `scope="function"`'
    assert bodies[fastapi].startswith("422")
    for other in others:
        assert all(1 < ratio < 2 for ratio in ratios(data, other, "Requests"))
        in_every_round = worst(data, "Requests", other) > 1
        assert in_every_round == (other == "Litestar with pydantic")
        assert commit[other] == "500"
        assert bodies[other].startswith("400")
    assert ratios(data, "Litestar with pydantic", "p99")[0] <= 1, "no better"
    service = ratios(measured("service"), "reference service", "SQLite, requests")
    assert all(0.2 < ratio < 1 for ratio in service)


def test_msgspec_is_several_times_faster_and_names_one_mistake() -> None:
    """DR-0005: it does not check what code makes, and reading is a small part."""
    data = measured("rivals/msgspec")
    assert all(ratio > 3 for ratio in ratios(data, "msgspec"))
    named = answers(data, "Of three mistakes in a body, names")
    assert named["pydantic"] == "3" and named["msgspec"] == "1"
    made = answers(data, "A weight of -1, given by code")
    assert made["pydantic"] == "refused" and made["msgspec"] == "taken"
    for what in ('A weight of `"3"`', "A weight of `true`", "A weight of `3.0`"):
        found = answers(data, what)
        assert found["pydantic"] == "taken"
        assert found["pydantic, strict"] == found["msgspec"] == "refused"
    pets = median(data, "Read a pet", "pydantic") * 1000
    requests = median(measured("rivals/litestar"), "Requests", "FastAPI")
    assert requests < pets / 50, "a request takes far longer"


def test_sqlmodel_is_sqlalchemy_with_checked_constructors() -> None:
    """DR-0010, DR-0008 and DR-0009."""
    data = measured("rivals/orms")
    assert all(0.4 < ratio < 2.5 for ratio in ratios(data, "SQLModel"))
    assert all(ratio > 1 for ratio in ratios(data, "databases", "Read"))
    assert all(ratio > 1 for ratio in ratios(data, "ormar", "Store"))
    made = answers(data, "A word for a number, given to a new object")
    refusing = {option for option, answer in made.items() if answer == "refused"}
    assert refusing == {"ormar"}
    for what in ("a misspelt name to a new object", "a word for a number"):
        found = answers(data, f"mypy finds {what}")
        assert (found["SQLAlchemy"], found["SQLModel"]) == ("no", "yes")
    beside = answers(data, "Installs beside our pydantic and SQLAlchemy")
    assert (beside["SQLModel"], beside["databases"]) == ("yes", "yes")
    assert beside["ormar"] == "no"
    finds = [one for one in data["findings"] if one["what"].startswith("mypy finds")]
    assert {one["answers"]["ormar"] for one in finds} == {"no"}
    assert answers(data, "Warnings while it works")["databases"] == "none"
    objects = answers(data, "Lines of the script that mypy objects to")
    assert objects["databases"] == "1"


def test_all_three_log_the_context_and_the_standard_library_is_the_fastest() -> None:
    """DR-0013: loguru's lines are longer, and show the values of variables."""
    data = measured("rivals/logging")
    logging, loguru = (ratios(data, name)[0] for name in ("logging", "loguru"))
    assert logging > 1.3
    assert 0.7 < loguru < 1.4
    for finding in data["findings"]:
        if "id in" in finding["what"] or "uvicorn" in finding["what"]:
            assert len(set(finding["answers"].values())) == 1, finding["what"]
    assert answers(data, "All of uvicorn's lines are JSON")["structlog"] == "yes"
    values = answers(data, "Values of variables in a traceback")
    assert values == {"structlog": "no", "logging": "no", "loguru": "yes"}
    length = answers(data, "Characters in a line")
    assert int(length["loguru"]) > 3 * int(length["structlog"])
    thousand = median(data, "Log an event with two values", "structlog")
    assert 10 < thousand < 100, "some hundredths of a millisecond"


def test_prek_starts_faster_and_the_hooks_take_the_time() -> None:
    """DR-0020: it does the same with the same configuration."""
    data = measured("rivals/prek")
    hooks, nothing = data["figures"]
    assert ratios(data, "prek", nothing["work"])[0] > 2
    assert ratios(data, "prek", hooks["work"])[0] < 2, "not cut in half"
    for option in data["options"]:
        taken = [time(one, option) for one in (nothing, hooks)]
        assert taken[0] < taken[1] / 2, "the hooks take most of the time"
    for finding in data["findings"]:
        assert len(set(finding["answers"].values())) == 1, finding["what"]


def time(figure: Figure, option: str) -> float:
    """What was measured of an option."""
    return figure["results"][option]["median"]


@pytest.mark.parametrize(
    "path", sorted((ROOT / "docs/decisions").glob("*.md")), ids=lambda path: path.stem
)
def test_a_record_that_shows_a_comparison_types_no_figure_of_it(path: Path) -> None:
    """Figures would stay when they are measured again; ratios and times are shown."""
    _, _, looks = path.read_text().partition("## Re-evaluations")
    for paragraph in looks.split("\n\n"):
        if "rivals/" in looks and not paragraph.startswith("--8<--"):
            assert not TYPED_FIGURE.search(paragraph), paragraph
