"""Scripts that run in the environments of rivals, and beside them in our own."""
