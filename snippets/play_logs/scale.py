"""Part of another library: it knows weights, and neither pets nor requests."""

import logging


def check(grams: int) -> None:
    """Warn of a weight that is not a pet's."""
    if grams > 20_000:
        logging.getLogger(__name__).warning("unlikely weight")
