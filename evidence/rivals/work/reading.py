"""Read and write a pet with a library, and see which wrong ones it takes."""

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from evidence.rivals.work.clock import per_second

BODY = b'{"name": "Tom", "petType": "cat", "weight": 4000}'


@dataclass(frozen=True)
class Library:
    """How a library does it.

    Attributes:
        decode: Read a pet from JSON.
        encode: Write it.
        problems: Count the problems of a body.
        make: Make a pet in code, from names and values.
    """

    decode: Callable[[bytes], Any]
    encode: Callable[[Any], bytes]
    problems: Callable[[bytes], int]
    make: Callable[..., Any]


def main(libraries: Mapping[str, Library]) -> None:
    """Print what is asked for: the speed, or the problems of bodies from stdin."""
    name, task = sys.argv[1:]
    library = libraries[name]
    if task == "speed":
        pet = library.decode(BODY)
        if json.loads(library.encode(pet)) != json.loads(BODY):
            sys.exit("the pet is not written as it was read")
        print(per_second(lambda: library.decode(BODY)))
        print(per_second(lambda: library.encode(pet)))
        return
    for line in sys.stdin:
        print(library.problems(line.strip().encode()))
    try:
        library.make(-1)
    except ValueError:
        print("refused")
    else:
        print("taken")
