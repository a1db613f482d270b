"""Decision records: read, checked, and never allowed to lie."""
