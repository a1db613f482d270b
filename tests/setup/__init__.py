"""What the set-up promises: two commands, and a clear line when one can't go on."""
