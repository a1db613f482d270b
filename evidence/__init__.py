"""Scripts that measure what the decision records claim, and what they measured."""
