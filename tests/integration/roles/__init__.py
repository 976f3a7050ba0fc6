"""Each role's policy against the calls that its function makes, both ways."""
