"""Presets of school settings: one file of data for each system, and how they are read."""
