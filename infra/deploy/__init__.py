"""Deploys an environment: stack, functions, what calls the issuer, site; each step looks at what is there first."""
