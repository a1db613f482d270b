"""What is typed into the search is understood: slips, forms, ids, pasted lines."""

import shutil
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Page, expect

from handbook import build, search, search_sections
from tests.browser.conftest import Look
from tests.browser.searching import ANSWERED, hits_for
from tests.conftest import ROOT

SMALL = {
    "Declare columns in code": "Reflected columns hide a mistake.",
    "DeferredReflection": "Where columns come from later.",
    "Make sessions with expire_on_commit=False": "Then objects keep what they had.",
    "Name a migration": "The upgraded table; it rolls back when it fails.",
    "black": "The look of the code.",
    "Lint the whole project": "The findings are listed.",
    "Take a backup": "Each night.",
    "Send it through a pipe": "What is piped is kept.",
    "Install by pip": "From the index.",
}
"""The sections of a small site, by their headings."""

UNDERSTOOD = {
    "Declare columns in code": ["colums", "ocde", "misteke", "declaring"],
    "Name a migration": [
        "ro",
        "migr",
        "migrations",
        "upgrading",
        "rollback",
        "rollsBackWhen",
        "rolls_back_when",
    ],
    "DeferredReflection": [
        "flect",
        "deferred",
        "deferred reflection",
        "deferred_reflection",
    ],
    "Make sessions with expire_on_commit=False": [
        "expireOnCommit",
        "expire_on_commit",
        "expire on comit",
    ],
    "black": ["formatter", "formatters", "the code style"],
    "Lint the whole project": ["how do i lint"],
    "Take a backup": ["back up", "codename"],
    "Send it through a pipe": ["pipes", "piping", "slack"],
    "Install by pip": ["pip"],
}
"""What people may type for the sections of the small site."""

LANGUAGE = {
    "empty": "the how why do i",
    "same": '\nblack formatter "code style"\n\nbackup codename\npipe slack\n',
}
"""What the small site's search knows of language: words that are no slips, too.

Lines without words say nothing.
"""


def section(title: str, text: str, **others: str) -> search_sections.Section:
    """Make a section of the small site."""
    name, kind = others.get("name", ""), others.get("kind", "tool")
    anchor = name or title.replace(" ", "-").lower()
    ended = kind == "ended"
    kind = "record" if ended else kind
    ids = (anchor,)
    return search_sections.Section(
        "", anchor, ids, kind, ended, name, title, (), text, ""
    )


def serve(folder: Path, look: Look, sections: list[search_sections.Section]) -> Page:
    """Write a small site with an index, and open its search."""
    assets = folder / search.FOLDER
    assets.mkdir(parents=True)
    for name, script in search.pieces(sections, LANGUAGE).items():
        (assets / f"{name}.js").write_text(script)
    for name in ("search.js", "search.css", "search/rank.js"):
        shutil.copy(ROOT / "handbook/theme/assets" / name, assets.parent / name)
    html = (
        '<!doctype html><meta charset="utf-8"><h1>Small</h1>'
        '<script src="assets/search.js"></script>'
    )
    (folder / "index.html").write_text(html)
    page = look(folder, "")
    page.evaluate("handbookSearch.open()")
    return page


def firsts(page: Page, asked: list[str]) -> dict[str, str]:
    """Put each text in, and tell the heading of the first hit."""
    found = zip(asked, hits_for(page, asked), strict=True)
    return {text: hits[0].title for text, hits in found}


def test_a_word_is_understood(tmp_path: Path, look: Look) -> None:
    """With a slip, in another form, a part of it, or what people say for it."""
    page = serve(tmp_path, look, [section(*one) for one in SMALL.items()])
    wanted = {text: title for title, all_of in UNDERSTOOD.items() for text in all_of}
    assert firsts(page, list(wanted)) == wanted


def test_a_slip_in_a_long_word_is_one(tmp_path: Path, look: Look) -> None:
    """Though its parts, by themselves, are words of another section."""
    long = [section(one, "") for one in ("Let dependabot ask", "KeyValueRenderer")]
    parts = [section(one, "") for one in ("Bots we depend on", "Key value renderer")]
    page = serve(tmp_path, look, [*parts, *long])
    wanted = {
        "dependbot": "Let dependabot ask",
        "KeyValueRendrer": "KeyValueRenderer",
        "bots depend": "Bots we depend on",
    }
    assert firsts(page, list(wanted)) == wanted


def test_words_that_a_sign_joins_are_no_slip(tmp_path: Path, look: Look) -> None:
    """Though another word is nearly the same: first they are what is typed."""
    titles = ("Payload", "Decode", "Load what is lazy", "Code that is dead")
    page = serve(tmp_path, look, [section(one, "") for one in titles])
    wanted = {
        "lazy-load": "Load what is lazy",
        "lazy_loading": "Load what is lazy",
        "dead-code": "Code that is dead",
        "pay-lod": "Payload",
    }
    assert firsts(page, list(wanted)) == wanted


def test_a_term_that_is_typed_whole_leads_to_its_section(
    tmp_path: Path, look: Look
) -> None:
    """Not to one that has the same words, each in another term."""
    apart = "thread safety, pool size"
    terms = {"Work beside the loop": "executor, thread pool", "Tune it": apart}
    sections = [replace(section(one, ""), terms=terms[one]) for one in terms]
    page = serve(tmp_path, look, sections[::-1])
    asked = {
        "thread pool": "Work beside the loop",
        "pool of threads": "Work beside the loop",
        "pool size": "Tune it",
    }
    assert firsts(page, list(asked)) == asked


def test_a_pasted_line_is_found(tmp_path: Path, look: Look) -> None:
    """Whole, in part, with another value in it, and with other signs.

    Other sections have more of its words, in another order.
    """
    words = "Use what is already there: an error has an address, 98 or errno. " * 9
    others = [section(f"Address {one}", words) for one in range(5)]
    line = "x = 1\nerror: [Errno 98] address already in use\ny = 2"
    taken = replace(section("Taken", "Somebody is there."), code=line)
    page = serve(tmp_path, look, [*others, taken])
    typed = [
        "[Errno 98] address already in use",
        "already in use",
        "[Errno 48]: `address` already in use",
        'error: "address" already in use',
    ]
    assert firsts(page, typed) == dict.fromkeys(typed, "Taken")


def test_of_a_long_log_the_end_is_looked_for(tmp_path: Path, look: Look) -> None:
    """It tells what went wrong; all of it would take a minute, or be too much."""
    frames = section("Frames", "A file, a line, a module, and their frames. " * 9)
    taken = section("Taken", "The address is already in use.")
    page = serve(tmp_path, look, [frames, taken])
    log = "".join(f"File frames{n}, line {n}, in module{n} " for n in range(400))
    page.keyboard.insert_text(log + "OSError: the address is already in use. " * 13)
    expect(page.locator(".search-title").first).to_have_text("Taken")


def test_where_a_tool_found_it_does_not_count(tmp_path: Path, look: Look) -> None:
    """The file's name is the reader's own, unless nothing else is typed."""
    endpoints = section("Pets, api, endpoints", "The file has them.", kind="rule")
    black = section("Format", "Or it would be time to reformat.", kind="record")
    mypy = section("Annotate", "What returns without a statement.", kind="record")
    page = serve(tmp_path, look, [endpoints, black, mypy])
    wanted = {
        "would reformat endpoints.py": "Format",
        "would reformat ~/pets/endpoints.py": "Format",
        "/home/ann/pets/api/endpoints.py would change: reformat it": "Format",
        "pets/endpoints.py:10: error: Missing return statement": "Annotate",
        "./pets/api.py:10:80: error: Missing return statement": "Annotate",
        'File "/home/ann/pets/api.py", line 3: Missing return statement': "Annotate",
        "pets/endpoints.py": "Pets, api, endpoints",
        "/home/ann/pets/endpoints.py:3": "Pets, api, endpoints",
    }
    assert firsts(page, list(wanted)) == wanted


def test_an_exact_id_comes_first(tmp_path: Path, look: Look) -> None:
    """However it is written, and however often others name it."""
    others = [section(f"On DB-3, part {number}", "DB-3 " * 9) for number in range(5)]
    rule = section("Declare columns", "In code.", name="DB-3", kind="rule")
    page = serve(tmp_path, look, [*others, rule])
    ways = ["DB-3", "db-3", "db3", "db 3", "DB-003"]
    assert firsts(page, ways) == dict.fromkeys(ways, "DB-3 Declare columns")


def test_an_id_that_is_not_there_leads_nowhere(tmp_path: Path, look: Look) -> None:
    """It is said, so that nobody cites another rule; but numbers are no ids."""
    rules = [
        section("Do", "", name=one, kind="rule") for one in ("DB-3", "API-10", "PY-1")
    ]
    record = section("Be async", "Or not.", name="DR-0007", kind="record")
    others = [section("Answer", "The api has 404."), section("Test", "In py38.")]
    page = serve(tmp_path, look, [*rules, record, *others])
    field = page.get_by_label("Search the handbook")
    status = page.locator(".search-status")
    for text in ("DB-13", "db-13 ", "db 33", "db13", "API-100", "DR-0070", "dr-8"):
        field.fill(text)
        expect(status).to_have_text(f"No results: there is no {text.strip().upper()}.")
        assert page.locator(".search-hits a").count() == 0
        page.keyboard.press("Enter")
        assert page.locator(".search[open]").count() == 1
    wanted = {
        "DB-03": "DB-3 Do",
        "API-1": "API-10 Do",
        "DR-00": "DR-0007 Be async",
        "api 404": "Answer",
        "py38": "Test",
    }
    assert firsts(page, list(wanted)) == wanted


def test_an_id_is_found_by_itself(tmp_path: Path, look: Look) -> None:
    """Where no word of the site is like it."""
    record = section("Be async", "Or not.", name="DR-0007", kind="record")
    page = serve(tmp_path, look, [record, section("Black", "Seven.")])
    assert firsts(page, ["dr7"]) == {"dr7": "DR-0007 Be async"}


def test_an_id_within_a_line_leads_to_it(tmp_path: Path, look: Look) -> None:
    """That of a rule in a question, and the code of a report that was pasted."""
    others = [section(f"Line {one} of the ledger", "It's new. " * 9) for one in "abc"]
    rule = section("Declare columns", "In code.", name="DB-3", kind="rule")
    codes = [section(one, "", kind="reference") for one in ("ADDRESS-NEW", "FROZEN")]
    page = serve(tmp_path, look, [*others, rule, *codes])
    wanted = {
        "docs/a.md:3: ADDRESS-NEW a new line of the ledger": "ADDRESS-NEW",
        "docs/a.md:3: FROZEN a new line of the ledger": "FROZEN",
        "is DB-3 in the ledger": "DB-3 Declare columns",
    }
    assert firsts(page, list(wanted)) == wanted


def test_a_code_that_is_a_word_is_meant_when_it_is_in_capitals(
    tmp_path: Path, look: Look
) -> None:
    """Or when nothing else says the word."""
    codes = [section(one, "", kind="reference") for one in ("POSTGRES", "FROZEN")]
    others = [section("Test on Postgres", "As it is deployed.", kind="rule")]
    page = serve(tmp_path, look, [*codes, *others])
    wanted = {
        "postgres": "Test on Postgres",
        "POSTGRES": "POSTGRES",
        "Postgres": "Test on Postgres",
        "frozen": "FROZEN",
    }
    assert firsts(page, list(wanted)) == wanted


def test_who_compares_gets_what_the_record_says_of_others(
    tmp_path: Path, look: Look
) -> None:
    """Not the tool's own page, which names both, too."""
    tool = section("Today", "Black formats as ruff does.")
    told = section("Re-evaluations", "Ruff formats like black.", kind="record")
    page = serve(tmp_path, look, [tool, replace(told, page="r/", trail=("Format",))])
    wanted = {"black ruff": "Today", "black vs ruff": "Re-evaluations"}
    assert firsts(page, list(wanted)) == wanted


def test_rules_come_before_records_and_what_is_over_comes_last(
    tmp_path: Path, look: Look
) -> None:
    """When they say the same."""
    kinds = ("ended", "record", "play", "rule")
    page = serve(tmp_path, look, [section("Columns", "", kind=kind) for kind in kinds])
    page.keyboard.type("columns")
    expect(page.locator(".search-kind")).to_have_text(
        ["rule", "play", "record", "record"]
    )
    expect(page.locator("li").last).to_contain_text("no longer in force")


def test_who_asks_why_gets_the_record(tmp_path: Path, look: Look) -> None:
    """Though the tool's page has the word in more prominent a place."""
    tool = section("black", "It formats.")
    record = replace(
        section("Format by black", "", kind="record"), anchor="", page="r/"
    )
    page = serve(tmp_path, look, [tool, record])
    wanted = {"black": "black", "why black": "Format by black"}
    assert firsts(page, list(wanted)) == wanted


def test_a_word_that_nothing_says_is_named(tmp_path: Path, look: Look) -> None:
    """Else its hits, by words like it, would look as if there were something on it."""
    rule = section("Be async", "Or not.", name="DR-0007", kind="record")
    page = serve(tmp_path, look, [rule, *(section(*one) for one in SMALL.items())])
    none = "No results. Try another word, or the tool’s name."
    said = {
        "colums": "Nothing says “colums”. What comes near: 2 results.",
        "misteke": "Nothing says “misteke”. What comes near: 1 result.",
        "lokk ocde": "Nothing says “lokk”, “ocde”. What comes near: 2 results.",
        "qqqq black": "Nothing says “qqqq”. What comes near: 1 result.",
        "misteke columns table code pip black what": "7 results; the best 4 are shown.",
        "mistakes": "1 result.",
        "mist": "1 result.",
        "codename": "1 result.",
        "how do i back up": "2 results.",
        "the": "1 result.",
        "dr7": "1 result.",
        "qqqq": none,
    }
    status = page.locator(".search-status")
    found = {}
    for text in said:
        page.get_by_label("Search the handbook").fill("")
        page.keyboard.insert_text(text)
        expect(status).to_have_text(ANSWERED)
        found[text] = status.inner_text()
    assert found == said


def test_what_many_sections_say_is_not_shown(tmp_path: Path, look: Look) -> None:
    """Below a hit that tells nothing; what comes next on its page does."""
    dated = "Written down later; the decision is older."
    sections = []
    for tool in ("black", "mypy", "poetry", "pyenv"):
        top = replace(section(tool, dated, kind="record"), anchor="", page=f"{tool}/")
        context = section("Context", f"Without {tool} it is no fun.", kind="record")
        sections += [top, replace(context, page=f"{tool}/")]
    page = serve(tmp_path, look, sections)
    excerpt = page.locator(".search-excerpt").first
    page.keyboard.type("why poetry")
    expect(excerpt).to_have_text("Without poetry it is no fun.")
    page.get_by_label("Search the handbook").fill("written down")
    expect(excerpt).to_have_text("Without black it is no fun.")


def test_a_word_that_scripts_have_too_is_a_word(
    look: Look, this_handbook: Path
) -> None:
    """Each object of JavaScript has a constructor, and no section beside it."""
    page = look(this_handbook / build.SITE, "")
    page.keyboard.press("/")
    field = page.get_by_label("Search the handbook")
    for word in ("constructor", "toString", "__proto__"):
        field.fill(f"pydantic {word} arguments")
        expect(page.locator(".search-hits a").first).to_contain_text("pydantic")
