"""The handbook holds what it teaches."""
