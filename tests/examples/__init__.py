"""Each example does what its page shows."""
