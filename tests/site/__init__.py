"""The site is built as it should be, by either engine."""
