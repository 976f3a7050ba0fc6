"""Where the functions spend their time: a school at work on an emulated deployment, under a sampling profiler.

1. `python -m benchmarks.load` begins with an AWS that has nothing in it, makes the stack of infra/deploy there, unpacks
   the issuer's bundle, which holds all of the API's, and calls both of its handlers as Lambda would: requests as API
   Gateway hands them over, changes as the table's stream does.
2. The functions are a process of their own with one core: what it computes is ours, what it waits for the emulator's.
3. One agreement comes first and is not counted: what a process does once is benchmarks.cold_start's.
4. It is no test: figures are shown, and with `--write` kept in infra/capacity/load.json, from which docs/capacity.md
   has them. A machine in use by others gives the same CPU time and longer waits.
"""
