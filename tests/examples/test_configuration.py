"""A configuration is proved when its tool accepts it, and when it changes something."""

import pytest

from tests.conftest import Write
from tests.examples.prove import problems_of

RIGHT = {
    "pyproject.toml": '[tool.black]\nline-length = 100\n\n[project]\nname = "a"\n'
    'version = "1"\n',
    "settings.toml": "a = 1\n",
    "settings.yaml": "a: 1\nb: [1, 2]\n",
    "settings.yml": "a: 1\n",
    "settings.json": '{"a": 1}\n',
    "settings.ini": "[a]\nb = 1\n",
    "settings.cfg": "[a]\nb = 1\n",
    ".flake8": "[flake8]\nmax-line-length = 88\n",
    "table.sql": "CREATE TABLE book (id INTEGER PRIMARY KEY);\nSELECT id FROM book;\n",
    "Makefile": "all:\n\techo a\n",
    ".pre-commit-config.yaml": "repos: []\n",
    ".github/workflows/checks.yml": (
        "on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n"
        "      - run: make test\n"
    ),
}

WRONG = {
    "TOML that does not parse": ("a.toml", "a = 1\nb =\n", 2),
    "a TOML key twice": ("a.toml", "a = 1\na = 2\n", 2),
    "a lock file with a key twice": ("a.lock", "a = 1\na = 2\n", 2),
    "a key that black does not know": (
        "pyproject.toml",
        "[tool.black]\nline-lenght = 100\n",
        2,
    ),
    "a project without a name": ("pyproject.toml", '[project]\nversion = "1"\n', 1),
    "YAML that does not parse": ("a.yaml", "a: 1\nb: [1\n", 3),
    "a YAML key twice": ("a.yaml", "a: 1\nb: 2\na: 3\n", 3),
    "a tab in YAML": ("a.yaml", "a:\n\tb: 1\n", 2),
    "a workflow without jobs": (".github/workflows/a.yml", "on: push\n", 1),
    "a hook without its command": (
        ".pre-commit-config.yaml",
        "repos:\n  - repo: local\n    hooks:\n      - id: black\n",
        1,
    ),
    "JSON that does not parse": ("a.json", '{"a": 1,\n"b" 2}\n', 2),
    "a JSON key twice": ("a.json", '{"a": 1,\n "a": 2}\n', 1),
    "a character that YAML has not": ("a.yaml", "a: 1\nb: \x01\n", 2),
    "a day that YAML has not": ("a.yaml", "a: 2026-02-30\n", 1),
    "a number that YAML has not": ("a.yaml", "a: !!int x\n", 1),
    "a truth that YAML has not": ("a.yaml", "a: !!bool x\n", 1),
    "a template that is not Python": ("a.mako", "a\n${a;b}\n", 1),
    "a template with a stray word": ("a.mako", "<% continue %>\n", 1),
    "a template that does not end": ("a.mako", "a\n% if b:\n", 2),
    "an INI file without a section": ("a.ini", "\nb = 1\n", 2),
    "an INI line that is nothing": ("a.ini", "[a]\nb\n", 2),
    "an INI key twice": ("a.ini", "[a]\nb = 1\nb = 2\n", 3),
    "an INI section twice": ("a.cfg", "[a]\nb = 1\n[a]\nc = 2\n", 3),
    "SQL that does not parse": ("a.sql", "SELECT id\nFROM WHERE;\n", 2),
    "a misspelt SQL statement": ("a.sql", "SELEKT id FROM book;\n", 1),
    "SQL that only some database knows": ("a.sql", "SELECT 1;\nVACUUM FULL;\n", 2),
    "a Makefile without a tab": ("Makefile", "all:\necho a\n", 2),
}


@pytest.mark.parametrize("name, text", RIGHT.items())
def test_a_configuration_that_a_session_uses_is_proved(
    write: Write, name: str, text: str
) -> None:
    """Nothing is said of it, nor of the session that reads it."""
    session = f"$ test -s {name}\n"
    root = write({f"snippets/demo/{name}": text, "snippets/demo/use.console": session})
    assert problems_of(root) == []


@pytest.mark.parametrize("name, text, line", WRONG.values(), ids=WRONG)
def test_a_configuration_that_its_tool_would_refuse_is_refused(
    write: Write, name: str, text: str, line: int
) -> None:
    """It is named with the line."""
    path = f"snippets/demo/{name}"
    root = write({path: text, "snippets/demo/use.console": f"$ test -s {name}\n"})
    (problem,) = problems_of(root)
    assert (problem.path, problem.line, problem.code) == (path, line, "CONFIGURATION")


@pytest.mark.parametrize("session", ["$ true\n", "$ test -f black.toml\n"])
def test_a_configuration_that_changes_nothing_when_emptied_is_refused(
    write: Write, session: str
) -> None:
    """A session that only names the file, or does not even, is no use of it."""
    root = write(
        {"snippets/demo/black.toml": "a = 1\n", "snippets/demo/use.console": session}
    )
    assert [(one.path, one.code) for one in problems_of(root)] == [
        ("snippets/demo/black.toml", "UNUSED")
    ]


def test_a_configuration_that_a_test_uses_is_proved(write: Write) -> None:
    """The test fails when the file is emptied."""
    test = (
        "import json\nfrom pathlib import Path\n\n"
        "def test_it() -> None:\n"
        '    assert json.loads(Path("a.json").read_text()) == {"a": 1}\n'
    )
    root = write(
        {"snippets/demo/a.json": '{"a": 1}\n', "snippets/demo/test_use.py": test}
    )
    assert problems_of(root) == []


def test_a_file_of_a_kind_that_nothing_proves_is_refused(write: Write) -> None:
    """The message lists the kinds that there are."""
    (problem,) = problems_of(write({"snippets/demo/run.pl": "print 1;\n"}))
    assert (problem.path, problem.code) == ("snippets/demo/run.pl", "KIND")
    assert ".console" in problem.advice
