"""The sample school as tagged releases stored it; each later release must be able to go on from there."""
