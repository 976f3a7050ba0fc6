"""The Store on one DynamoDB table."""
