"""The command `handbook`: build, serve, prove.

What only some commands need is imported where they begin: whoever cites a rule would
wait four times as long for what proves an example.
"""

import json
import os
import webbrowser
from dataclasses import asdict
from datetime import date
from pathlib import Path
from threading import Event
from time import perf_counter
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from handbook import citing, git, rule_checks, rules, settings, snippets
from handbook.problems import Problem, report
from handbook.records import collection
from handbook.records.record import Record, to_date

if TYPE_CHECKING:
    from handbook.build import Built
    from handbook.proofs.topic import Proof

app = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None)
new = typer.Typer(no_args_is_help=True, help="Begin something new.")
app.add_typer(new, name="new")

_CHECKOUT = Path(__file__).parents[1]

Root = Annotated[Path, typer.Option(help="The handbook's root folder.")]


def _fail(problems: list[Problem]) -> NoReturn:
    """Print all problems, their number, and who explains them; end with 1."""
    typer.echo(report(problems), err=True)
    count = len(set(problems))
    counted = f"{count} problem{'s' if count > 1 else ''}"
    typer.echo(f"\n{counted}; docs/codes.md explains each code.", err=True)
    raise typer.Exit(1)


def _note_comparison(compared: bool) -> None:
    """Say when nothing tells what was published before."""
    if not compared:
        note = "git finds no 'main' here that this work began from."
        typer.echo(f"Not compared with an earlier state: {note}", err=True)


def _usage(message: str) -> NoReturn:
    """Print one line that says what to do, and end with 2."""
    typer.echo(message, err=True)
    raise typer.Exit(2)


def main() -> None:
    """Run the command; say in one line which file the system refused, if it did."""
    try:
        app()
    except OSError as error:
        if error.filename is None:
            raise
        typer.echo(f"{error.filename}: {error.strerror}; mend that first.", err=True)
        raise SystemExit(1) from None


@app.command()
def build(engine: str = "mkdocs", root: Root = Path()) -> None:
    """Build the site and check it.

    Example: handbook build --engine zensical
    """
    from handbook import addresses as recording
    from handbook import build as building

    if engine not in building.ENGINES:
        _usage(f"There is no engine '{engine}': use {' or '.join(building.ENGINES)}.")
    here = _handbook(root)
    start = perf_counter()
    built = building.build(here, engine)
    if recording.read(here):
        _note_comparison(git.merge_base(here, None) is not None)
    if built.problems:
        _fail(built.problems)
    blocks = sum(len(page.blocks) for page in built.pages)
    typer.echo(
        f"Built {building.SITE} with {engine} in {perf_counter() - start:.1f} s:"
        f" {len(built.pages)} pages, {blocks} code blocks, each owned by a snippet;"
        " every internal link leads somewhere."
    )


@app.command()
def serve(
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8000, root: Root = Path()
) -> None:
    """Serve the site, and build and reload it at each change.

    Example: handbook serve --port 8080
    """
    from handbook import serve as serving

    here = _handbook(root)
    refused = serving.refused(port)
    if refused:
        other = 8000 if port <= 1024 else port - 1
        _usage(f"Port {port} {refused}. Use another: make serve PORT={other}")

    def show(built: "Built") -> None:
        """Say where the site is, and what is wrong with it."""
        if built.problems:
            typer.echo(report(built.problems), err=True)
        state = "is" if built.pages else "is, until this is mended, not"
        address = f"http://{serving.HOST}:{port}/"
        typer.echo(f"{address} {state} what docs/ says.", err=True)

    try:
        serving.serve(here, port, show, Event())
    except KeyboardInterrupt:
        raise typer.Exit(0) from None


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
    from handbook.proofs import examples as proving

    here = _handbook(root, "snippets")
    start = perf_counter()
    found, problems = snippets.read(here, tuple(topics or ()))
    known = {snippet.topic for snippet in found}
    known |= {Path(problem.path).parts[1] for problem in problems}  # of unread files
    missing = set(topics or ()) - known
    if missing:
        _usage(f"There is no topic {', '.join(sorted(missing))} under snippets/.")

    def show(topic: str, proofs: list["Proof"]) -> None:
        """Print a line for a topic that is done."""
        wrong = sum(bool(proof.problems) for proof in proofs)
        result = f"{wrong} wrong" if wrong else "proved"
        seconds = sum(proof.seconds for proof in proofs)
        typer.echo(f"{topic:<24} {len(proofs):>3} examples {seconds:>6.1f} s  {result}")

    proofs = proving.prove(here, found, update, show)
    problems += [problem for proof in proofs for problem in proof.problems]
    if problems:
        _fail(problems)
    typer.echo(f"{len(proofs)} examples proved in {perf_counter() - start:.1f} s.")


@app.command()
def bench(root: Root = Path()) -> None:
    """Measure what the proof costs around the examples, and the builds.

    Example: handbook bench
    """
    from handbook import bench as measuring

    for line in measuring.lines(_handbook(root)):
        typer.echo(line)


def _handbook(root: Path, folder: str = "docs") -> Path:
    """Find the handbook's root, by a folder that it must have, or end with 2."""
    if not (root / folder).is_dir():
        _usage(f"There is no {folder}/ in {root.resolve()}: name the root with --root.")
    return root.resolve()


def _day(text: str) -> date:
    """Read a date of the command line, or end with 2."""
    if not text:
        return date.today()
    return to_date(text) or _usage(f"'{text}' is no date: write it as 2026-11-24.")


@app.command()
def addresses(root: Root = Path()) -> None:
    """Add the site's new pages and anchors to the ledger of addresses.

    Example: handbook addresses
    """
    from handbook import addresses as recording
    from handbook import build as building

    here = _handbook(root)
    built = building.build(here, "mkdocs")
    problems = [one for one in built.problems if one.code != "ADDRESS-NEW"]
    if problems:
        _fail(problems)
    count = recording.add(here, built.pages)
    typer.echo(f"{recording.LEDGER}: {count} new.")


@app.command()
def cite(
    words: list[str],
    open_it: Annotated[
        bool, typer.Option("--open", help="Open it in the browser, too.")
    ] = False,
    url: Annotated[bool, typer.Option("--url", help="Print the address only.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
    root: Annotated[
        Path | None,
        typer.Option(help="The handbook's root; else here, or where this command is."),
    ] = None,
) -> None:
    """Print the citation of a rule or record, by its id or words of its title.

    Example: handbook cite db-3
    Example: handbook cite deferred reflection
    """
    here = root or (Path() if (Path() / "docs/decisions").is_dir() else _CHECKOUT)
    every = citing.read(_handbook(here))
    asked = " ".join(words)
    found = citing.find(every, asked)
    if not found:
        near = "".join(
            f"\n    {citing.named(every, one)}" for one in citing.nearest(every, asked)
        )
        typer.echo(
            f"There is no rule or record '{asked}'."
            + (f" Did you mean one of these?{near}" if near else ""),
            err=True,
        )
        raise typer.Exit(1)
    one = citing.in_force(every, found[0])
    if one is not found[0]:
        ended = found[0]
        typer.echo(f"{ended.id} is {ended.status}; {one.id} took its place.", err=True)
    elif one.status in citing.ENDED:
        typer.echo(f"{one.id} is {one.status}, and has no successor.", err=True)
    elif one.status == "proposed":
        typer.echo(f"{one.id} is proposed, and not decided.", err=True)
    for other in found[1:]:
        typer.echo(f"Also: {citing.named(every, other)}", err=True)
    address = f"{settings.site_url()}{one.path}"
    if as_json:
        shown = {"id": one.id, "title": one.title, "url": address, "status": one.status}
        typer.echo(json.dumps(shown, indent=2))
    else:
        typer.echo(address if url else one.markdown(settings.site_url()))
    if open_it:
        webbrowser.open(address)


@app.command()
def autolinks(repository: str) -> None:
    """Print the commands that make ids links in a repository on GitHub.

    Example: handbook autolinks acme/pets
    """
    for prefix in citing.prefixes():
        typer.echo(
            f"gh api repos/{repository}/autolinks -f key_prefix={prefix}"
            f" -f url_template='{settings.site_url()}r/{prefix}<num>/'"
            # A record's sections have letters: DR-0007-outcome.
            f" -F is_alphanumeric={'true' if prefix == 'DR-' else 'false'}"
        )


@app.command()
def check(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Say just what is wrong here.")
    ] = None,
    fix: Annotated[
        bool, typer.Option("--fix", help="Mend what has one right answer first.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print what was found as JSON.")
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
    if base and git.merge_base(here, base) is None:
        _usage(f"There is no branch '{base}' here that this work came from.")
    for path in paths or ():
        if not path.exists():
            _usage(f"There is no {path}.")
    if fix:
        for changed in collection.fix(here):
            typer.echo(f"Mended {changed}", err=as_json)
    checked = collection.check(here, today, base)
    found = set(checked.problems)
    if checked.whole:
        found |= set(rule_checks.agree(rules.read(here), checked.records))
    wanted = [path.resolve() for path in paths or ()] or [here]

    def is_wanted(one: Problem | Record) -> bool:
        """Tell whether a problem or record is in the paths that were asked for."""
        return any((here / one.path).is_relative_to(path) for path in wanted)

    problems = sorted(problem for problem in found if is_wanted(problem))
    overdue = [record for record in checked.overdue if is_wanted(record)]
    if as_json:
        typer.echo(json.dumps(_found(problems, overdue), indent=2))
        raise typer.Exit(1 if problems else 0)
    for record in overdue:
        typer.echo(f"{record.path}: review was due on {record.text('review-by')}")
    _note_comparison(checked.compared)
    if problems:
        _annotate(problems)
        _fail(problems)
    count = sum(is_wanted(record) for record in checked.records)
    if paths and not count:
        _usage(f"There is no record in {', '.join(map(str, paths))}.")
    typer.echo(f"{count} record{'' if count == 1 else 's'}, nothing is wrong.")


def _found(problems: list[Problem], overdue: list[Record]) -> dict[str, object]:
    """Write for programs what a check found."""
    return {
        "problems": [asdict(problem) for problem in problems],
        "overdue": [
            {
                "path": record.path,
                "line": record.line("review-by"),
                "id": record.text("id"),
                "reviewBy": record.text("review-by"),
            }
            for record in overdue
        ],
    }


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
        list[str] | None,
        typer.Option(
            help="The id of the record that it takes the place of: this one is"
            " accepted, and that one superseded, as soon as the branch is merged."
        ),
    ] = None,
    root: Root = Path(),
) -> None:
    """Begin a decision record, as a proposal.

    Example: handbook new decision "Use uv for environments"

    A proposal that would supersede another begins without `--supersedes`: write
    `supersedes: DR-NNNN` into it. Once its status is accepted, `handbook check --fix`
    writes the other side.
    """
    try:
        here = _handbook(root)
        path = collection.add(here, title, date.today(), tuple(supersedes or ()))
    except (OSError, ValueError) as error:
        _usage(str(error))
    typer.echo(path)
    for name in dict.fromkeys(supersedes or ()):
        typer.echo(f"Accepted in place of {name}, which is superseded by it.")
    typer.echo(f"Fill it in, then: handbook check {path}")
