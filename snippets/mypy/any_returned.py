"""A weight out of JSON, returned as it comes."""

import json


def grams(body: str) -> int:
    """Read a weight."""
    return json.loads(body)["grams"]


print(grams('{"grams": "4000"}') * 2)
#> 40004000
