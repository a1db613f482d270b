"""The command `handbook`: build, serve, prove."""

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

app = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None)

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
