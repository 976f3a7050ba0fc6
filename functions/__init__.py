"""The employment agreement service: a pure domain, use cases around it, adapters, thin web views and jobs."""
