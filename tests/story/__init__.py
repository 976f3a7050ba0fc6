"""A town in memory and what must hold in it, whatever its people do."""
