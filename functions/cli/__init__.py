"""For operators: `python -m functions.cli COMMAND`, with the environment of functions/settings.py."""
