"""A small handbook with two rules and the record that decided them."""

from pathlib import Path

from handbook import rule_checks, rules, site, snippets
from handbook.problems import Problem
from handbook.records import collection
from tests.records.sound import PATH, SOUND, TAG_PAGES, changed

PAGE = "docs/tools/demo.md"

RULE = """\
### DB-3 Declare columns in code {#DB-3}

So that readers see them.

**Bad.** A typo passes.

```console
--8<-- "demo/bad.console"
```

**Good.** Nothing passes.

```python
--8<-- "demo/good.py"
```

**Decided in** [DR-0001](../decisions/use-one-thing.md). **Enforced by** review only.
"""

OTHER = (
    RULE.replace("DB-3", "LOG-2")
    .replace("Declare columns in code", "Log events")
    .replace("review only", "flake8 `F821` and the test `demo/test_good.py::test_it`")
)

TOOL = f"# Demo\n\n## Rules {{#rules}}\n\n{RULE}\n{OTHER}\n## Traps {{#traps}}\n\nx\n"

ENDED = "### DB-3 Declare columns in code {#DB-3}\n\n**No longer in force.**"
"""How a rule begins that has ended; a link to its successor may follow."""

RECORD = changed(SOUND, ("confirmation:\n", "governs: [DB-3, LOG-2]\nconfirmation:\n"))

FILES = {
    "docs/index.md": "# Home\n\nSee [DB-3](tools/demo.md#DB-3).\n",
    PAGE: TOOL,
    PATH: RECORD,
    "docs/decisions/index.md": "# Decisions\n",
    **TAG_PAGES,
    "docs/decisions/ledger.txt": "DR-0001 use-one-thing\n",
    "snippets/demo/bad.console": "$ echo F821\nF821\n",
    "snippets/demo/good.py": "x = 1\n",
    "snippets/demo/test_good.py": "def test_it() -> None:\n    assert True\n",
    "docs/test.md": '# Test\n\n```python\n--8<-- "demo/test_good.py"\n```\n',
}


def places(root: Path) -> list[str]:
    """Check a handbook's rules, and list where what is wrong."""
    return [f"{one.path}:{one.line} {one.code}" for one in problems(root)]


def page(path: str, *ids: str, text: str = "") -> site.Page:
    """Make a page as it is read back from a site.

    Args:
        path: Its address, relative to the site.
        ids: The ids of its article.
        text: What its source holds.
    """
    source = f"docs/{path.removesuffix('./').rstrip('/') or 'index'}.md"
    file = f"{path.removesuffix('./')}index.html"
    return site.Page(file, source, text, ids, (), (), "", ids, ())


def problems(root: Path) -> list[Problem]:
    """Check a handbook's rules."""
    found, _ = snippets.read(root)
    ruled = rules.read(root)
    agree = rule_checks.agree(ruled, collection.read(root))
    return sorted({*rule_checks.check(root, ruled, found), *agree})
