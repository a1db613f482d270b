"""A package that the service depends on: sizes of collars."""


def size(neck: int) -> str:
    """Name the size for a neck in centimetres."""
    return "S" if neck < 30 else "L"
