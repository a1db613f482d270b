"""Tests of what was measured and how it is shown."""
