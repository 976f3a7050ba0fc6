"""The whole system on one machine: `python -m infra.local run` and `reset`."""
