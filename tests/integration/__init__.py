"""Tests against an emulated AWS."""
