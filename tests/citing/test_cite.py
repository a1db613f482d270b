"""`handbook cite` prints what a reviewer pastes."""

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from handbook import citing, rules
from handbook.citing import Citation
from handbook.records.together import LEDGER
from tests.citing.sound import FILES
from tests.conftest import ROOT, Write
from tests.records.sound import numbered, parsed, path_of

SITE = "https://handbook.example/"

RECORDS = {
    path_of(1): numbered(1, "superseded-by: DR-0002", status="superseded"),
    path_of(2): numbered(2, "supersedes: DR-0001", "superseded-by: DR-0003").replace(
        "status: accepted", "status: superseded"
    ),
    path_of(3): numbered(3, "supersedes: DR-0002"),
    path_of(4): numbered(4, status="rejected"),
    LEDGER: "",
}


def cite(root: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a reviewer would, in a folder."""
    return subprocess.run(
        [Path(sys.executable).with_name("handbook"), "cite", *words],
        cwd=root,
        env=os.environ | {"SITE_URL": SITE} | variables,
        capture_output=True,
        text=True,
    )


def test_citing_waits_for_nothing_that_only_other_commands_need() -> None:
    """What builds and what proves would take longer to load than all the rest."""
    program = "import sys, handbook.cli; print(*sys.modules)"
    loaded = subprocess.check_output([sys.executable, "-c", program], text=True).split()
    assert "handbook.citing" in loaded
    assert {"handbook.build", "handbook.proofs", "pytest"}.isdisjoint(loaded)


@pytest.mark.parametrize("name", ["DB-3", "db-3", "db3", "db 3", "Db-03"])
def test_a_rule_is_cited_by_its_id_however_it_is_written(
    write: Write, name: str
) -> None:
    """One line, to be pasted as it is."""
    done = cite(write(FILES), name)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"[DB-3 Declare columns in code]({SITE}r/DB-3/)\n"


@pytest.mark.parametrize(
    "words, cited",
    [
        ("dr-0001", "[DR-0001 Use one thing]({}r/DR-0001/)"),
        ("dr1", "[DR-0001 Use one thing]({}r/DR-0001/)"),
        ("dr-0001-outcome", "[DR-0001-outcome Use one thing: outcome]({}r/{})"),
        ("columns declare", "[DB-3 Declare columns in code]({}r/DB-3/)"),
        ("events", "[LOG-2 Log events]({}r/LOG-2/)"),
    ],
)
def test_records_sections_and_words_are_found(
    write: Write, words: str, cited: str
) -> None:
    """Words in any order, as far as the titles have them all."""
    done = cite(write(FILES), *words.split())
    assert done.returncode == 0
    assert done.stdout == cited.format(SITE, "DR-0001-outcome/") + "\n"


def test_what_was_superseded_cites_its_successor_and_says_so(write: Write) -> None:
    """Over all steps to what is in force."""
    done = cite(write(RECORDS), "dr-0001")
    assert done.stdout == f"[DR-0003 Use thing 3]({SITE}r/DR-0003/)\n"
    assert done.stderr == "DR-0001 is superseded; DR-0003 took its place.\n"


def test_what_was_rejected_is_cited_with_a_warning(write: Write) -> None:
    """It has no successor to cite instead."""
    done = cite(write(RECORDS), "dr-0004")
    assert done.stdout == f"[DR-0004 Use thing 4]({SITE}r/DR-0004/)\n"
    assert done.stderr == "DR-0004 is rejected, and has no successor.\n"


def test_a_proposal_is_cited_with_a_warning(write: Write) -> None:
    """It may never come to hold."""
    done = cite(
        write(RECORDS | {path_of(5): numbered(5, status="proposed")}), "dr-0005"
    )
    assert done.stdout == f"[DR-0005 Use thing 5]({SITE}r/DR-0005/)\n"
    assert done.stderr == "DR-0005 is proposed, and not decided.\n"


def test_several_that_fit_are_named_and_what_is_in_force_comes_first(
    write: Write,
) -> None:
    """The first is printed to be pasted, the others are said beside it."""
    done = cite(write(RECORDS), "thing")
    assert done.stdout.startswith("[DR-0003 ")
    assert [line[:13] for line in done.stderr.splitlines()] == [
        "Also: DR-0001",
        "Also: DR-0002",
        "Also: DR-0004",
    ]


@pytest.mark.parametrize("words", ["db-33", "colunms", "evnts"])
def test_an_unknown_name_is_answered_with_the_nearest(write: Write, words: str) -> None:
    """Exit code 1, and nothing to paste."""
    done = cite(write(FILES), words)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"There is no rule or record '{words}'. Did you mean" in done.stderr
    assert "DB-3 Declare" in done.stderr or "LOG-2 Log" in done.stderr


def test_what_may_have_been_meant_says_that_it_has_ended(write: Write) -> None:
    """And what took its place, in its own line, which so may stand on a page."""
    root = write(RECORDS)
    said = cite(root, "thnig", "1", "2", "3", "4").stderr
    shown = {line.split()[0]: line.strip() for line in said.splitlines()[1:]}
    assert shown == {
        "DR-0001": "DR-0001 Use thing 1 (superseded: DR-0003 took its place)",
        "DR-0002": "DR-0002 Use thing 2 (superseded: DR-0003 took its place)",
        "DR-0003": "DR-0003 Use thing 3",
        "DR-0004": "DR-0004 Use thing 4 (rejected)",
    }
    page = f"# Page\n\n{shown['DR-0001']}\n\n{shown['DR-0002']}\n"
    root = write(RECORDS | {"docs/page.md": page})
    assert list(citing.check(root, citing.read(root))) == []


@pytest.mark.parametrize("words", ["", "-", "§§", "zzzzzz", "[", "(x"])
def test_nonsense_gets_one_line(write: Write, words: str) -> None:
    """Never a traceback."""
    done = cite(write(FILES), "--", words)
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1


def test_the_address_alone_and_json_are_for_programs(write: Write) -> None:
    """With `--url` and `--json`."""
    root = write(FILES)
    assert cite(root, "db-3", "--url").stdout == f"{SITE}r/DB-3/\n"
    said = cite(root, "db-3", "--json").stdout
    assert said.startswith('{\n  "id": ')
    assert json.loads(said) == {
        "id": "DB-3",
        "title": "Declare columns in code",
        "url": f"{SITE}r/DB-3/",
        "status": "in force",
    }


def test_open_starts_the_browser_with_the_address(write: Write, tmp_path: Path) -> None:
    """The one that the system names; here it writes down what it was asked for."""
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/opened\n')
    browser.chmod(0o755)
    done = cite(write(FILES), "db-3", "--open", BROWSER=f"{browser} %s")
    assert done.returncode == 0
    assert (tmp_path / "opened").read_text() == f"{SITE}r/DB-3/\n"


def test_another_handbook_is_cited_by_its_root(
    write: Write, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Wherever the reviewer is."""
    root = write(FILES)
    done = cite(tmp_path_factory.mktemp("code"), "log-2", "--root", str(root))
    assert done.stdout == f"[LOG-2 Log events]({SITE}r/LOG-2/)\n"


def test_outside_of_a_handbook_the_commands_own_is_cited(tmp_path: Path) -> None:
    """A reviewer is in the folder of the code that is reviewed."""
    rule = rules.read(ROOT)[0]
    done = cite(tmp_path, rule.id)
    assert done.stdout.startswith(f"[{rule.id} ")


def thing(number: int, *successors: str, status: str = "superseded") -> Citation:
    """Make something to cite, in force or with successors."""
    name = f"DR-{number:04}"
    status = status if successors else "accepted"
    return Citation(name, f"Use thingy{number}", f"x/{number}/", status, successors)


def test_records_are_cited_in_the_order_of_their_numbers() -> None:
    """Whatever the order of their files."""
    cited = citing.of([], [parsed(2), parsed(10), parsed(1)])
    assert [one.id for one in cited] == ["DR-0001", "DR-0002", "DR-0010"]


def test_spaces_around_an_id_and_capitals_are_nothing() -> None:
    """As they come with what is pasted."""
    every = [thing(1), thing(2)]
    assert citing.find(every, "  dr-2 ") == [every[1]]
    assert citing.nearest(every, "THINGY22") == [every[1], every[0]]


def test_five_are_named_that_may_have_been_meant() -> None:
    """More would be no help."""
    every = [
        replace(thing(number), title=f"{'alpha' if number < 5 else 'omega'}{number}")
        for number in range(1, 9)
    ]
    assert set(citing.nearest(every, "alpha")) == set(every[:4])
    assert len(citing.nearest(every, "alpha omega")) == 5


def test_successors_that_go_in_a_circle_come_to_an_end() -> None:
    """The check of records refuses them; whoever cites meanwhile gets an answer."""
    every = [thing(1, "DR-0002"), thing(2, "DR-0003"), thing(3, "DR-0002")]
    assert citing.in_force(every, every[0]) is every[2]


def test_every_id_of_this_handbook_is_found_by_itself_and_by_its_title() -> None:
    """Of a title that several have words of, the first is the one with no more."""
    every = citing.read(ROOT)
    assert len(every) > 60
    for one in every:
        assert citing.find(every, one.id) == [one]
        assert one in citing.find(every, one.title)


def test_an_autolink_is_made_for_each_prefix_of_an_id() -> None:
    """So that GitHub knows each id that there is."""
    command = Path(sys.executable).with_name("handbook")
    done = subprocess.run(
        [command, "autolinks", "acme/pets"], capture_output=True, text=True, check=True
    )
    prefixes = {
        line.split("key_prefix=")[1].split()[0] for line in done.stdout.splitlines()
    }
    assert prefixes == {one.id.rpartition("-")[0] + "-" for one in citing.read(ROOT)}
    for line in done.stdout.splitlines():
        has_letters = "key_prefix=DR- " in line  # as in DR-0007-outcome
        assert line.endswith(f" -F is_alphanumeric={str(has_letters).lower()}")


def test_a_successor_that_there_is_not_is_none(write: Write) -> None:
    """The checks name it; the citation is that of the record."""
    root = write({path_of(1): numbered(1, "superseded-by: DR-0099"), LEDGER: ""})
    done = cite(root, "dr-1")
    assert done.returncode == 0
    assert done.stdout == f"[DR-0001 Use thing 1]({SITE}r/DR-0001/)\n"
    assert "Traceback" not in done.stderr


def test_words_with_a_number_are_words(write: Write) -> None:
    """An id begins with the letters of an area."""
    text = numbered(1).replace("Use thing 1", "Upgrade to Python 3")
    root = write({"docs/decisions/upgrade-to-python-3.md": text, LEDGER: ""})
    assert "Upgrade to Python 3" in cite(root, "python", "3").stdout
    assert cite(root, "dr-" + 5000 * "9").returncode == 1


@pytest.mark.parametrize("address", ["https://x.example/a", "https://x.example/a/"])
def test_the_sites_address_may_lack_its_slash(write: Write, address: str) -> None:
    """It is given to `cite` and to the build by a variable."""
    done = cite(write(RECORDS), "dr-3", "--url", SITE_URL=address)
    assert done.stdout == "https://x.example/a/r/DR-0003/\n"


def test_the_title_with_no_more_words_comes_first(write: Write) -> None:
    """The others are named beside it."""
    texts = {"Use uv for tests": numbered(1), "Use uv": numbered(2)}
    files = {
        f"docs/decisions/{title.lower().replace(' ', '-')}.md": re.sub(
            r"Use thing \d", title, text
        )
        for title, text in texts.items()
    }
    done = cite(write(files | {LEDGER: ""}), "use", "uv")
    assert done.stdout.startswith("[DR-0002 Use uv](")
    assert "Also: DR-0001 Use uv for tests" in done.stderr
