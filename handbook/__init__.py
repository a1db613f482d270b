"""The package behind the handbook: what proves its examples and checks its site."""
