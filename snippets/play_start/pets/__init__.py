"""Pets: a small service."""
