"""A weight out of JSON, of which mypy knows nothing."""

import json


def grams(body: str) -> int:
    """Read a weight."""
    weight: int = json.loads(body)["grams"]
    return weight


print(grams('{"grams": "4000"}') * 2)
#> 40004000
