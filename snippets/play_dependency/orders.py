"""Order collars."""

import collar


def order(name: str, neck: int) -> str:
    """Write an order's line, for a neck in centimetres."""
    return f"{name}: {collar.size(neck)}"
