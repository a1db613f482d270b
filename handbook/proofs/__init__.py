"""How an example is proved, a module for each kind of file."""
