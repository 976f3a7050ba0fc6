"""The vectors that every implementation must agree on (SPEC.md 9), and the program that writes them."""
