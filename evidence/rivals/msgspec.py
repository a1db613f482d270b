"""msgspec beside pydantic: the same pet, read and written, and wrong pets refused.

Each of the two takes part as it comes, and as strict as it can be told to be.
"""

from functools import partial
from pathlib import Path

from evidence.measuring import (
    TOOLS,
    Value,
    Work,
    comparison,
    environment,
    installed,
    measure,
    run,
)
from handbook.evidence import Comparison, Finding

OPTIONS = PYDANTIC, STRICT, MSGSPEC, STRICT_MSGSPEC = (
    "pydantic",
    "pydantic, strict",
    "msgspec",
    "msgspec, strict",
)
BODIES = {
    'A weight of `"3"`': '{"name": "Tom", "petType": "cat", "weight": "3"}',
    "A weight of `true`": '{"name": "Tom", "petType": "cat", "weight": true}',
    "A weight of `3.0`": '{"name": "Tom", "petType": "cat", "weight": 3.0}',
    "A weight of `3.5`": '{"name": "Tom", "petType": "cat", "weight": 3.5}',
    "A weight of `-1`": '{"name": "Tom", "petType": "cat", "weight": -1}',
    "A name of `7`": '{"name": 7, "petType": "cat", "weight": 3}',
    "No weight": '{"name": "Tom", "petType": "cat"}',
    "A field that there is not": (
        '{"name": "Tom", "petType": "cat", "weight": 3, "wieght": 4}'
    ),
    "The name of the field in Python": (
        '{"name": "Tom", "pet_type": "cat", "weight": 3}'
    ),
    "One field twice": '{"name": "Tom", "petType": "cat", "weight": 3, "weight": 4}',
}
THREE = '{"name": 7, "petType": "cow", "weight": -1}'


def ask(python: Path, option: str, task: str, text: str = "") -> list[str]:
    """Run a task in the environment that has the option."""
    library = "msgspec_pets" if option in (MSGSPEC, STRICT_MSGSPEC) else "pydantic_pets"
    module = f"evidence.rivals.work.{library}"
    return run(python, "-m", module, option, task, text=text).split()


def findings(pythons: dict[str, Path]) -> list[Finding]:
    """What each takes and refuses."""
    bodies = "\n".join([*BODIES.values(), THREE]) + "\n"
    said = {
        option: ask(pythons[option], option, "bodies", bodies) for option in OPTIONS
    }
    found: list[Finding] = [
        {
            "what": what,
            "answers": {
                option: "refused" if int(said[option][number]) else "taken"
                for option in OPTIONS
            },
        }
        for number, what in enumerate(BODIES)
    ]
    problems = {option: said[option][len(BODIES)] for option in OPTIONS}
    made = {option: said[option][-1] for option in OPTIONS}
    return [
        *found,
        {"what": "Of three mistakes in a body, names", "answers": problems},
        {"what": "A weight of -1, given by code", "answers": made},
    ]


def compare(rounds: int = 5) -> Comparison:
    """Time both, and see what they take."""
    commands = environment("msgspec")
    theirs, ours = commands / "python", TOOLS / "python"
    pythons = {PYDANTIC: ours, STRICT: ours, MSGSPEC: theirs, STRICT_MSGSPEC: theirs}

    def speed(option: str) -> list[float]:
        """Thousands of pets a second, read and written."""
        numbers = ask(pythons[option], option, "speed")
        return [float(number) / 1000 for number in numbers]

    values = [
        Value(f"{what} a pet", "thousand/s", more_is_better=True)
        for what in ("Read", "Write")
    ]
    tasks = {option: partial(speed, option) for option in OPTIONS}
    return comparison(
        "rivals.msgspec",
        "msgspec and pydantic",
        rounds,
        OPTIONS,
        {**installed(TOOLS, "pydantic"), **installed(commands, "msgspec")},
        measure([Work(values, tasks)], rounds),
        findings(pythons),
    )
