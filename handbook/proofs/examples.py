"""Prove the examples of a handbook, topic by topic, on all processors."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack
from pathlib import Path

from handbook import isolate, postgres
from handbook.problems import Problem
from handbook.proofs import topic
from handbook.proofs.topic import Proof
from handbook.snippets import Snippet


def by_topic(snippets: list[Snippet]) -> dict[str, list[Snippet]]:
    """Group snippets by topic, the largest first, lest one be left alone at the end."""
    groups: dict[str, list[Snippet]] = {}
    for snippet in snippets:
        groups.setdefault(snippet.topic, []).append(snippet)
    return dict(sorted(groups.items(), key=lambda group: len(group[1]), reverse=True))


def prove(
    root: Path,
    snippets: list[Snippet],
    update: bool = False,
    done: Callable[[str, list[Proof]], None] = lambda topic, proofs: None,
    workers: int | None = None,
) -> list[Proof]:
    """Prove examples; what fails keeps nothing else from running.

    Args:
        root: The handbook's root.
        snippets: The snippets, of whole topics.
        update: Write the real output into the snippets, instead of comparing.
        done: Called with each topic as it ends, to show progress.
        workers: How many topics are proved at a time; one a processor when None.

    Returns:
        A proof for each snippet.

    Raises:
        KeyboardInterrupt: Ctrl-C was pressed; what ran has been stopped.
    """
    proofs: list[Proof] = []
    isolate.prepare()
    with ExitStack() as stack:
        server, problem = None, None
        if any("DATABASE_URL" in snippet.text for snippet in snippets):
            try:
                server = stack.enter_context(postgres.server())
            except postgres.PostgresDidNotStart as error:
                problem = str(error)
        pool = stack.enter_context(ThreadPoolExecutor(workers or os.cpu_count()))
        waiting = {}
        try:
            for name, group in by_topic(snippets).items():
                if problem and any("DATABASE_URL" in one.text for one in group):
                    proofs += [_no_server(one, problem) for one in group]
                else:
                    future = pool.submit(topic.prove, root, group, server, update)
                    waiting[future] = name
            for future in as_completed(waiting):
                proofs += future.result()
                done(waiting[future], future.result())
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
            isolate.stop()
            raise
    return proofs


def _no_server(snippet: Snippet, reason: str) -> Proof:
    """Say that an example could not be run for want of PostgreSQL."""
    first, _, rest = reason.partition("\n")
    problem = Problem(
        f"snippets/{snippet.path}",
        1,
        "POSTGRES",
        first,
        "Set DATABASE_URL to a server that answers, or leave it unset to start one.",
        rest,
    )
    return Proof(snippet.path, (problem,), 0.0)
