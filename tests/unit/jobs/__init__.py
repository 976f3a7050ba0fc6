"""Use cases over a service in memory."""
