"""Rivals of our choices: one module compares one choice with its rivals."""
