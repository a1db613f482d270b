"""The reference service: what the handbook promises of it beyond its own tests."""
