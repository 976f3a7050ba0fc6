"""Views over a service in memory."""
