"""Ratios against a floor or a peer, each measured in one run."""
