"""Thin jobs started by schedules and by the table's stream."""
