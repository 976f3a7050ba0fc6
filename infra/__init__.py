"""Where the service runs: AWS resources, the local environment, the assembled site."""
