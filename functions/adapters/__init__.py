"""The only code that knows AWS, mail and paper."""
