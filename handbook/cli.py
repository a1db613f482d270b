"""The command `handbook`: build, serve, prove."""

import json
import os
from dataclasses import asdict
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Annotated, NoReturn

import typer

from handbook import bench as measuring
from handbook import build as building
from handbook import serve as serving
from handbook import snippets
from handbook.problems import Problem, report
from handbook.proofs import examples as proving
from handbook.proofs.topic import Proof
from handbook.records import changes, collection
from handbook.records.record import Record, to_date

app = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None)
new = typer.Typer(no_args_is_help=True, help="Begin something new.")
app.add_typer(new, name="new")

Root = Annotated[Path, typer.Option(help="The handbook's root folder.")]


def _fail(problems: list[Problem]) -> NoReturn:
    """Print all problems and their number, and end with 1."""
    typer.echo(report(problems), err=True)
    count = len(set(problems))
    typer.echo(f"\n{count} problem{'s' if count > 1 else ''}", err=True)
    raise typer.Exit(1)


def _usage(message: str) -> NoReturn:
    """Print one line that says what to do, and end with 2."""
    typer.echo(message, err=True)
    raise typer.Exit(2)


@app.command()
def build(engine: str = "mkdocs", root: Root = Path()) -> None:
    """Build the site and check it.

    Example: handbook build --engine zensical
    """
    if engine not in building.ENGINES:
        _usage(f"There is no engine '{engine}': use {' or '.join(building.ENGINES)}.")
    start = perf_counter()
    built = building.build(root.resolve(), engine)
    if built.problems:
        _fail(built.problems)
    blocks = sum(len(page.blocks) for page in built.pages)
    typer.echo(
        f"Built {building.SITE} with {engine} in {perf_counter() - start:.1f} s:"
        f" {len(built.pages)} pages, {blocks} code blocks, each owned by a snippet;"
        " every internal link leads somewhere."
    )


@app.command()
def serve(port: int = 8000, root: Root = Path()) -> None:
    """Serve the site with live reload.

    Example: handbook serve --port 8080
    """
    if not serving.is_free(port):
        _usage(f"Port {port} is taken. Use another: make serve PORT={port + 1}")
    _, problems = building.prepare(root.resolve())
    if problems:
        typer.echo(report(problems), err=True)
    raise typer.Exit(serving.serve(root.resolve(), port))


@app.command()
def examples(
    topics: Annotated[list[str] | None, typer.Argument(help="Just these.")] = None,
    update: Annotated[
        bool, typer.Option("--update", help="Write the real output into the snippets.")
    ] = False,
    root: Root = Path(),
) -> None:
    """Run every example and compare it with what its page shows.

    Example: handbook examples pydantic --update
    """
    start = perf_counter()
    found, problems = snippets.read(root.resolve(), tuple(topics or ()))
    missing = set(topics or ()) - {snippet.topic for snippet in found}
    if missing:
        _usage(f"There is no topic {', '.join(sorted(missing))} under snippets/.")

    def show(topic: str, proofs: list[Proof]) -> None:
        """Print a line for a topic that is done."""
        wrong = sum(bool(proof.problems) for proof in proofs)
        result = f"{wrong} wrong" if wrong else "proved"
        seconds = sum(proof.seconds for proof in proofs)
        typer.echo(f"{topic:<24} {len(proofs):>3} examples {seconds:>6.1f} s  {result}")

    proofs = proving.prove(root.resolve(), found, update, show)
    problems += [problem for proof in proofs for problem in proof.problems]
    if problems:
        _fail(problems)
    typer.echo(f"{len(proofs)} examples proved in {perf_counter() - start:.1f} s.")


@app.command()
def bench(root: Root = Path()) -> None:
    """Measure what the proof costs around the examples, and the builds.

    Example: handbook bench
    """
    for line in measuring.lines(root.resolve()):
        typer.echo(line)


def _handbook(root: Path) -> Path:
    """Find the handbook's root, or end with 2."""
    if not (root / "docs").is_dir():
        _usage(f"There is no docs/ in {root.resolve()}: name the root with --root.")
    return root.resolve()


def _day(text: str) -> date:
    """Read a date of the command line, or end with 2."""
    if not text:
        return date.today()
    return to_date(text) or _usage(f"'{text}' is no date: write it as 2026-11-24.")


@app.command()
def check(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Say just what is wrong here.")
    ] = None,
    fix: Annotated[
        bool, typer.Option("--fix", help="Mend what has one right answer first.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the problems as JSON.")
    ] = False,
    as_of: Annotated[str, typer.Option(help="The day that reviews are due by.")] = "",
    base: Annotated[
        str | None, typer.Option(help="The branch to merge into, to compare with.")
    ] = None,
    root: Root = Path(),
) -> None:
    """Check the decision records. docs/codes.md explains each code.

    Example: handbook check docs/decisions/declare-columns-in-code.md --fix
    """
    here = _handbook(root)
    today = _day(as_of)
    if base and changes.merge_base(here, base) is None:
        _usage(f"There is no branch '{base}' here that this work came from.")
    for path in paths or ():
        if not path.exists():
            _usage(f"There is no {path}.")
    if fix:
        for changed in collection.fix(here):
            typer.echo(f"Mended {changed}", err=as_json)
    checked = collection.check(here, today, base)
    problems = sorted(set(checked.problems))
    wanted = [path.resolve() for path in paths or ()] or [here]

    def is_wanted(one: Problem | Record) -> bool:
        """Tell whether a problem or record is in the paths that were asked for."""
        return any((here / one.path).is_relative_to(path) for path in wanted)

    problems = [problem for problem in problems if is_wanted(problem)]
    if as_json:
        typer.echo(json.dumps([asdict(problem) for problem in problems], indent=2))
        raise typer.Exit(1 if problems else 0)
    for record in filter(is_wanted, checked.overdue):
        typer.echo(f"{record.path}: review was due on {record.text('review-by')}")
    if not checked.compared:
        note = "Not compared with an earlier state: git knows no branch 'main' here."
        typer.echo(note, err=True)
    if problems:
        _annotate(problems)
        _fail(problems)
    count = sum(is_wanted(record) for record in checked.records)
    typer.echo(f"{count} record{'' if count == 1 else 's'}, nothing is wrong.")


def _annotate(problems: list[Problem]) -> None:
    """Mark the problems in a pull request, when GitHub runs this."""
    if "GITHUB_ACTIONS" in os.environ:
        for one in problems:
            path = _escaped(one.path).replace(":", "%3A").replace(",", "%2C")
            place = f"file={path},line={one.line},title={one.code}"
            typer.echo(f"::error {place}::{_escaped(f'{one.message}\n{one.advice}')}")


def _escaped(text: str) -> str:
    """Write a text into a command to GitHub's runner."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


@new.command()
def decision(
    title: str,
    supersedes: Annotated[
        list[str] | None, typer.Option(help="The record that it takes the place of.")
    ] = None,
    root: Root = Path(),
) -> None:
    """Begin a decision record.

    Example: handbook new decision "Use uv for environments" --supersedes DR-0002
    """
    try:
        here = _handbook(root)
        path = collection.add(here, title, date.today(), tuple(supersedes or ()))
    except (OSError, ValueError) as error:
        _usage(str(error))
    typer.echo(path)
    typer.echo(f"Fill it in, then: handbook check {path}")
