"""Thin Flask views: parse, check the actor, call one use case, answer."""
