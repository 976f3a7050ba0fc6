"""Changes of tokens, status lists and trust lists: none is accepted, none crashes, both implementations agree.

`python -m infra.fuzz` makes every flip of a bit, every truncation, every insertion of a byte and a million random
changes, gives each to the Python and to the JavaScript verifier, and compares what they say (SPEC.md 6). `guided` lets
libFuzzer look for what the Python decoder cannot bear. Nothing signs here but the published test keys of
`verifier/vectors`.
"""
