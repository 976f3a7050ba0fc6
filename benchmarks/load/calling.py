"""The functions of the bundle, called as Lambda calls them; whoever asks over HTTP reaches them through `Gateway`."""

from __future__ import annotations

import base64
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import boto3
from botocore.awsrequest import AWSPreparedRequest, AWSRequest, AWSResponse
from botocore.httpsession import URLLib3Session
from werkzeug.routing import Map, Rule

from benchmarks.load.profile import Profile
from functions.web.app import routes

BATCH = 100
STAGE = "live"
Function = Callable[[Mapping[str, Any], object], Any]


class Context:
    """What Lambda says of a call; it is never in a hurry here."""

    aws_request_id = "00000000-0000-4000-8000-000000000000"

    def get_remaining_time_in_millis(self) -> int:
        """Return the milliseconds that are left."""
        return 900_000


class Gateway:
    """API Gateway before the stage `api`: one origin, at which every request is one call of the function."""

    def __init__(self, profile: Profile, function: Function, host: str) -> None:
        self.origin = f"https://{host}"
        self._profile, self._function, self._host = profile, function, host
        self._routes = Map([Rule(one.path, methods=[one.method]) for one in routes()]).bind(host)

    def get(self, path: str) -> tuple[int, dict[str, str], bytes]:
        """Ask for a path as anybody may."""
        return self.send(urllib.request.Request(self.origin + path))  # noqa: S310 - nothing is opened

    def send(self, request: urllib.request.Request) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers and content of the answer."""
        event = self._event(request)
        with self._profile.during(self._named(event)):
            answer = self._function(event, Context())
        content = answer.get("body", "")
        body = base64.b64decode(content) if answer.get("isBase64Encoded") else content.encode()
        headers = {name.title(): values[-1] for name, values in answer["multiValueHeaders"].items()}
        return int(answer["statusCode"]), headers, body

    def _event(self, request: urllib.request.Request) -> dict[str, Any]:
        parts = urlsplit(request.full_url)
        query = dict(parse_qsl(parts.query))
        headers = dict(request.header_items()) | {"Host": self._host, "Accept": "*/*"}
        body = request.data if isinstance(request.data, bytes) else b""
        return {
            "resource": "/{proxy+}", "path": parts.path, "httpMethod": request.get_method(),
            "headers": headers, "multiValueHeaders": {name: [value] for name, value in headers.items()},
            "queryStringParameters": query, "multiValueQueryStringParameters": {n: [v] for n, v in query.items()},
            "pathParameters": {"proxy": parts.path[1:]}, "isBase64Encoded": bool(body),
            "body": base64.b64encode(body).decode() or None,
            "requestContext": {"stage": STAGE, "path": parts.path, "httpMethod": request.get_method(),
                               "identity": {"sourceIp": "192.0.2.1"}},
        }  # fmt: skip

    def _named(self, event: Mapping[str, Any]) -> str:
        rule, _ = self._routes.match(event["path"], method=event["httpMethod"], return_rule=True)
        return f"{event['httpMethod']} {rule.rule}"


def count_calls(profile: Profile) -> None:
    """Have the profile count what leaves for AWS."""
    send = URLLib3Session.send

    def counted(session: URLLib3Session, request: AWSRequest | AWSPreparedRequest) -> AWSResponse:
        profile.called()
        return send(session, request)

    URLLib3Session.send = counted  # type: ignore[assignment, method-assign]  # PynamoDB's clients and ours have this in common


class Stream:
    """The table's stream, and its mapping to the issuer: changes that leave something to do, a hundred at a time."""

    def __init__(self, profile: Profile, issuer: Function, arn: str) -> None:
        self._profile, self._issuer = profile, issuer
        self._streams = boto3.client("dynamodbstreams")
        shards = self._streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]
        self._at = [
            self._streams.get_shard_iterator(StreamArn=arn, ShardId=one["ShardId"], ShardIteratorType="TRIM_HORIZON")[
                "ShardIterator"
            ]
            for one in shards
        ]

    def run(self, what: str) -> None:
        """Hand over what has changed until nothing more does; raises RuntimeError for what would come again."""
        while records := list(self._changes()):
            for first in range(0, len(records), BATCH):
                with self._profile.during(what):
                    answer = self._issuer({"Records": records[first : first + BATCH]}, Context())
                if answer["batchItemFailures"]:
                    raise RuntimeError(f"{what} failed: the log says why")

    def _changes(self) -> Iterator[dict[str, Any]]:
        for place, iterator in enumerate(self._at):
            read = self._streams.get_records(ShardIterator=iterator)
            self._at[place] = read["NextShardIterator"]
            for record in read["Records"]:
                change = record["dynamodb"]
                if "work_pk" in change.get("NewImage", {}):
                    at = change["ApproximateCreationDateTime"].timestamp()
                    yield record | {"dynamodb": change | {"ApproximateCreationDateTime": at}}
