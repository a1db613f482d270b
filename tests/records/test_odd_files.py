"""Whatever a file holds, people get a message and no traceback."""

import os
from pathlib import Path

import pytest

from .sound import (
    BODY,
    PATH,
    SOUND,
    TAG_PAGES,
    changed,
    codes,
    handbook,
    problems,
    real_handbook,
    write,
)

_LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}]\n" for a, b in zip("abcdefghij", "bcdefghijk")
)

YAML = {
    "a key that comes twice below another": "confirmation: {none: a, none: b}",
    "a tab": "tags:\n\t- python",
    "aliases that explode": _LAUGHS,
    "an alias of itself": "tags: &a [*a]",
    "an anchor": "title: &a Use one thing",
    "an anchor on a list": "tags: &a [python]",
    "a tag that runs something": "title: !!python/object/apply:os.system [id]",
    "an anchor in a list": "tags: [&a python]",
    "an anchor below a key": "confirmation:\n  &a none: x",
    "a tag on a list": "tags: !!python/tuple [python]",
    "a tag in a list": "tags: [!!str python]",
    "a tag on keys": "confirmation: !!set {none: x}",
    "deep lists": f"tags: {'[' * 50_000}",
    "deep lists that end": f"tags: {'[' * 5_000}{']' * 5_000}",
    "deep keys": "\n".join(f"{' ' * n}k:" for n in range(300)),
    "keys in braces": "{id: DR-0001, title: Use one thing}",
    "keys in quotes": '"id": DR-0001',
    "keys that are indented": "  id: DR-0001\n  title: Use one thing",
    "a space before the colon": "id : DR-0001",
    "a complex key": "? id\n: DR-0001",
    "a comment": "# nobody reads this\nid: DR-0001",
    "a comment behind a text": "title: Use one thing # of two",
    "a comment in a text": "confirmation:\n  none: see issue #12, and the talk",
    "a comment behind a list": "tags: [python] # and more",
    "a list": "- id\n- title",
    "a text": "only words",
    "two documents": "id: DR-0001\n--- more\nx: y",
    "a second document": "id: DR-0001\n--- {title: Use one thing}",
    "an end": "id: DR-0001\n...",
    "a directive": "%YAML 1.1",
    "a quote that does not end": 'title: "Use one thing',
    "a bracket that does not end": "tags: [python",
    "a colon in a text": "title: Use: one thing",
}
"""Front matter that is not the plain keys of a record."""

RAW = {
    "nothing": (b"", "FRONT-MATTER"),
    "no front matter": (BODY.encode(), "FRONT-MATTER"),
    "empty front matter": (f"---\n---\n{BODY}".encode(), "MISSING"),
    "blank front matter": (f"---\n\n---\n{BODY}".encode(), "MISSING"),
    "a fence with more on its line": (f"--- x\n{SOUND[4:]}".encode(), "FRONT-MATTER"),
    "front matter that does not end": (b"---\nid: DR-0001\n", "FRONT-MATTER"),
    "front matter that ends with a line of another kind": (
        b"---\x0bid: DR-0001\x0b---\x0b",
        "FRONT-MATTER",
    ),
    "a byte order mark": (b"\xef\xbb\xbf" + SOUND.encode(), "BOM"),
    "line ends of Windows": (SOUND.replace("\n", "\r\n").encode(), "LINE-END"),
    "line ends of old": (SOUND.replace("\n", "\r").encode(), "LINE-END"),
    "a zero-width space": (SOUND.replace("Why", "W\u200bhy").encode(), "HIDDEN"),
    "another direction": (SOUND.replace("Why", "W\u202ehy").encode(), "HIDDEN"),
    "a hidden key": (SOUND.replace("tags", "ta\u200bgs").encode(), "HIDDEN"),
    "an escaped one": (SOUND.replace("the team", '"a\\u202eb"').encode(), "HIDDEN"),
    "a line separator": (SOUND.replace("the team", "a\u2028b").encode(), "HIDDEN"),
    "zeros": (b"\0" * 1_000, "HIDDEN"),
    "random bytes": (bytes(range(256)) * 10, "ENCODING"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "ENCODING"),
    "UTF-16": (SOUND.encode("utf-16"), "ENCODING"),
    "half a surrogate": (b"---\nid: \xed\xa0\x80\n---\n", "ENCODING"),
    "10 MB": (SOUND.encode() + b"x" * 10_000_000, "TOO-LARGE"),
    "a script": (SOUND.replace("Why.", "<script>").encode(), "ACTIVE"),
    "a section of spaces": (f"## {' ' * 190_000}x\n".encode(), "SECTION-UNKNOWN"),
    "braces": (("{" * 190_000).encode(), "FRONT-MATTER"),
    "backticks": (("` `` " * 30_000).encode(), "FRONT-MATTER"),
    "the last day": (
        SOUND.replace("2026-01-10", "9999-12-31")
        .replace("2027-01-10", "9999-12-31")
        .encode(),
        "DATE",
    ),
}
"""Files of all kinds, with the code of a problem that each must have."""


@pytest.mark.parametrize("name", YAML)
def test_yaml_that_is_more_than_plain_keys_is_one_problem(
    tmp_path: Path, name: str
) -> None:
    """It names a line of the front matter, and costs no time."""
    text = f"---\n{YAML[name]}\n---\n{BODY}"
    found = [one for one in problems(write(tmp_path, {PATH: text})) if one.line > 1]
    assert [one.code for one in found if one.code not in ("KEY", "TAG")] == ["YAML"]
    assert 2 <= found[0].line < 400


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tags: *a", "an alias stands for something else"),
        ("tags: &a [python]", "an anchor names a part"),
        ("tags: !x [python]", "the tag !x asks for more than a text"),
        ("!x\nid: DR-0001", "the tag !x asks for more than a text"),
    ],
)
def test_what_yaml_hangs_on_a_value_is_named(
    tmp_path: Path, text: str, said: str
) -> None:
    """So that people know what to take away."""
    found = problems(write(tmp_path, {PATH: f"---\n{text}\n---\n{BODY}"}))
    assert said in [one.message for one in found]


@pytest.mark.parametrize(
    "text", ["'see issue #12'", '"see # 12"', "see#12", "it's #12"]
)
def test_a_number_sign_is_a_comment_only_outside_quotes_and_behind_a_space(
    tmp_path: Path, text: str
) -> None:
    """A text with one in it is read whole, or refused."""
    root = write(tmp_path, {PATH: changed(SOUND, ("nothing can show it", text))})
    found = [one.code for one in problems(root)]
    assert found == (["YAML"] if text == "it's #12" else [])


@pytest.mark.parametrize("end", ["\x85", "\u2028", "\u2029"])
def test_what_only_yaml_takes_for_a_line_end_ends_no_line(
    tmp_path: Path, end: str
) -> None:
    """It can't be seen, which is all that is wrong; the lines below count as usual."""
    text = changed(SOUND, ("the team", f"a{end}b"), ("[python]", "[pyhton]"))
    found = problems(write(tmp_path, {PATH: text}))
    assert [(one.line, one.code) for one in found] == [(6, "HIDDEN"), (7, "TAG")]


@pytest.mark.parametrize("name", RAW)
def test_a_file_of_any_kind_gets_a_message(tmp_path: Path, name: str) -> None:
    """The command ends with 1 and says where, what, and what to do."""
    content, code = RAW[name]
    write(tmp_path, {PATH: SOUND})
    (tmp_path / PATH).write_bytes(content)
    exit_code, _, said = handbook(tmp_path, "check", "--as-of", "2026-03-01")
    assert exit_code == 1
    assert any(
        line.startswith(f"{PATH}:") and f" {code} " in line
        for line in said.splitlines()
    )
    assert all(len(line) < 500 for line in said.splitlines())


def test_the_real_command_prints_no_traceback(tmp_path: Path) -> None:
    """With all of these files, and all of that YAML, in one handbook."""
    write(tmp_path, {PATH: SOUND})
    contents = [content for content, _ in RAW.values()]
    contents += [f"---\n{text}\n---\n{BODY}".encode() for text in YAML.values()]
    for number, content in enumerate(contents):
        (tmp_path / f"docs/decisions/file-{number}.md").write_bytes(content)
    done = real_handbook(tmp_path, "check")
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    for number in range(len(contents)):
        assert f"docs/decisions/file-{number}.md:" in done.stderr
    fixed = real_handbook(tmp_path, "check", "--fix")
    assert fixed.returncode == 1
    assert "Traceback" not in fixed.stdout + fixed.stderr


def test_what_nobody_sees_is_one_problem_however_often(tmp_path: Path) -> None:
    """A binary file would fill the screen."""
    text = SOUND.replace("thing.", "thing\u200b.")
    (found,) = problems(write(tmp_path, {PATH: text}))
    assert found.message == "a character that nobody sees: U+200B, and on 2 more lines"


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    """A folder, a link, a broken link, a pipe: none of them is read."""
    folder = write(tmp_path, {PATH: SOUND}) / "docs/decisions"
    (folder / "folder.md").mkdir()
    (folder / "link.md").symlink_to("use-one-thing.md")
    (folder / "broken.md").symlink_to("nothing")
    (folder / "endless.md").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe.md")
    assert codes(tmp_path) == ["PLACE"] * 5


def test_a_page_where_no_record_is_looked_for_is_refused(tmp_path: Path) -> None:
    """The site would show it, and nobody would have checked it."""
    write(tmp_path, {PATH: SOUND, **TAG_PAGES}, "DR-0001 use-one-thing\n")
    for name in (
        "sub/use-it.md",
        "use-it.markdown",
        "sub/index.md",
        "tags/a/api.md",
        "tags/ci.markdown",
    ):
        (tmp_path / "docs/decisions" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "docs/decisions" / name).write_text(SOUND)
    found = problems(tmp_path)
    assert [(one.path.removeprefix("docs/decisions/"), one.code) for one in found] == [
        ("sub/index.md", "PLACE"),
        ("sub/use-it.md", "PLACE"),
        ("tags/a/api.md", "PLACE"),
        ("tags/ci.markdown", "PLACE"),
        ("use-it.markdown", "PLACE"),
    ]
    assert "Move it to docs/decisions/use-it.md." in found[1].advice


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        (b"Use_One Thing.md", "'use-one-thing.md'"),
        (b"0001 use it\nnow.md", "'0001-use-it-now.md'"),
        (b"\xff\xfe.md", "letters a to z"),
        ("\u202e.md".encode(), "letters a to z"),
    ],
)
def test_a_file_name_that_makes_no_address_is_refused(
    tmp_path: Path, name: bytes, advice: str
) -> None:
    """Also one that can't be printed."""
    write(tmp_path, {}, "")
    (tmp_path / "docs/decisions" / os.fsdecode(name)).write_text(SOUND)
    (found,) = problems(tmp_path)
    assert found.code == "NAME"
    assert advice in found.advice
    assert str(found).isascii() and len(str(found).splitlines()) == 2


def test_a_value_can_not_write_lines_of_its_own(tmp_path: Path) -> None:
    """Neither a workflow's command, nor what a terminal obeys, nor a page of text."""
    evil = '"\\n::stop-commands::x\\e[31m\\u202e' + "x" * 1_000 + '"'
    write(tmp_path, {PATH: changed(SOUND, ("accepted", evil))})
    done = real_handbook(tmp_path, "check", GITHUB_ACTIONS="true")
    said = (done.stdout + done.stderr).splitlines()
    assert done.returncode == 1
    assert not [line for line in said if line.strip().startswith("::stop")]
    assert all(line.isprintable() and len(line) < 1_000 for line in said)
