"""The promises of the handbook, a folder each."""
