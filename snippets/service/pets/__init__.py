"""Pets and their owners: a small service, built as the handbook says."""
