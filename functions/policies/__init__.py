"""One preset of school settings in each module."""
