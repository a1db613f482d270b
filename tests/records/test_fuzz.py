"""Nothing that a file holds makes the check stumble: 10,000 inputs."""

import sys

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handbook.records import alone, together
from handbook.records.mending import mend
from handbook.records.record import KEYS, SECTIONS, STATUSES, TAGS

from .graphs import NOWHERE
from .sound import BODY, PATH, SOUND


def fuzz(count: int) -> settings:
    """Try a number of inputs, without a look at the clock."""
    return settings(
        max_examples=count,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


LINES = SOUND.splitlines()
PIECES = [
    *LINES,
    *KEYS,
    *SECTIONS,
    *STATUSES,
    *TAGS,
    *"\t - : [ ] { } & * ! | > ' \" # % @ ` ``` ~~~ --- ... ? << \\ \0 \ufeff \r".split(
        " "
    ),
    "\r\n",
    "\x0b",
    "\x85",
    "\u2028",
    "\u200b",
    "\U000e0041",
    "9999-12-31",
    "0001-01-01",
    "**2026-13-99.**",
    "supersedes: DR-0001",
    "superseded-by: [DR-0001, DR-0002]",
    "[" * 100,
    "<script>",
    "{" * 100,
]
"""What records are made of, and what could go wrong in one."""


def go_through(content: bytes) -> None:
    """Check a file, alone and together with its like, and mend it."""
    record, problems = alone.read(PATH, content)
    problems += together.check(
        NOWHERE, [record, record], content.decode(errors="replace")
    )
    for problem in problems:
        assert problem.line >= 1 and problem.code and problem.message and problem.advice
        str(problem)
    if all(
        problem.code not in ("ENCODING", "YAML", "FRONT-MATTER") for problem in problems
    ):
        texts = {PATH: content.decode()}
        mended, ledger = mend(texts, [record], "")
        again, _ = alone.read(PATH, mended[PATH].encode())
        assert mend(mended, [again], ledger) == (mended, ledger)


@fuzz(2_500)
@given(st.binary(max_size=300))
def test_any_bytes_are_read(content: bytes) -> None:
    """Most of them are no text."""
    go_through(content)


@fuzz(2_500)
@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_is_read(front: str, body: str) -> None:
    """As front matter and below it, whatever characters it has."""
    text = f"---\n{front}\n---\n{body}"
    go_through(text.encode("utf-8", errors="surrogatepass"))


@fuzz(2_500)
@given(st.lists(st.sampled_from(PIECES), max_size=12), st.sampled_from(["", " ", "\n"]))
def test_pieces_of_records_are_read(pieces: list[str], between: str) -> None:
    """In any order, as front matter."""
    go_through(f"---\n{between.join(pieces)}\n---\n{BODY}".encode())


@fuzz(2_500)
@given(
    st.lists(
        st.tuples(
            st.integers(0, len(LINES) - 1),
            st.integers(0, 40),
            st.integers(0, 10),
            st.one_of(st.sampled_from(PIECES), st.text(max_size=5)),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_sound_records_with_mistakes_are_read(
    mistakes: list[tuple[int, int, int, str]],
) -> None:
    """Some characters of a line, some lines, replaced by something else."""
    lines = list(LINES)
    for number, start, length, piece in mistakes:
        line = lines[number]
        lines[number] = line[:start] + piece + line[start + length :]
    go_through("\n".join(lines).encode("utf-8", errors="surrogatepass"))


def test_the_recursion_limit_is_nowhere_near() -> None:
    """Depth in a file is no depth in the program."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(150)
    try:
        for opening in ("[", "{a: ", "- ", "? ", "a:\n ", "> ", "<b>", "#"):
            go_through(f"---\n{opening * 20_000}\n---\n{opening * 10_000}".encode())
    finally:
        sys.setrecursionlimit(limit)
