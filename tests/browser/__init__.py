"""Journeys in headless Chromium."""
