"""What a stranger needs to check a paper: free to copy, independent of the service."""
