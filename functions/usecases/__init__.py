"""What actors want done: load, decide, commit once."""
