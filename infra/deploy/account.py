"""The account that is deployed to: one client for each service, made at its first use in the environment's region."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import boto3

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_secretsmanager import SecretsManagerClient
    from mypy_boto3_sesv2 import SESV2Client


class Account:
    """AWS in a region, with the credentials and the endpoint that boto3 finds (AWS_ENDPOINT_URL names an emulator)."""

    def __init__(self, region: str) -> None:
        self.region = region
        self._session = boto3.Session(region_name=region)

    def offers(self, service: str) -> bool:
        """Whether AWS has a service in this region, as botocore's own list of endpoints says."""
        partition = self._session.get_partition_for_region(self.region)
        return self.region in self._session.get_available_regions(service, partition_name=partition)

    @cached_property
    def stacks(self) -> CloudFormationClient:
        """Where infra/template.yaml becomes resources."""
        return self._session.client("cloudformation")

    @cached_property
    def functions(self) -> LambdaClient:
        """Where the functions and what calls them are."""
        return self._session.client("lambda")

    @cached_property
    def schedules(self) -> Any:  # noqa: ANN401 - two calls are not worth another package of stubs
        """What calls a function by the clock."""
        return self._session.client("events")

    @cached_property
    def objects(self) -> S3Client:
        """Where bundles and the site lie."""
        return self._session.client("s3")

    @cached_property
    def tables(self) -> DynamoDBClient:
        """Where the table is."""
        return self._session.client("dynamodb")

    @cached_property
    def secrets(self) -> SecretsManagerClient:
        """Where the secret of personal data is."""
        return self._session.client("secretsmanager")

    @cached_property
    def logs(self) -> Any:  # noqa: ANN401 - one call is not worth another package of stubs
        """What the functions have written."""
        return self._session.client("logs")

    @cached_property
    def mail(self) -> SESV2Client:
        """What sends the notices."""
        return self._session.client("sesv2")
