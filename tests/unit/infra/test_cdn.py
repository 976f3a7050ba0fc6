"""What the CDN of infra/template.yaml answers is what the function answers without it."""

from __future__ import annotations

from typing import Any

import pytest

from functions.web import headers
from tests.template import template

RESOURCES = template()["Resources"]
CDN = RESOURCES["Distribution"]["Properties"]["DistributionConfig"]
BEHAVIOURS: dict[str, dict[str, Any]] = {one["PathPattern"]: one for one in CDN["CacheBehaviors"]}
PATHS = (
    "/", "/pages/login.html", "/lib/api.js", "/api/session", "/v", "/s/101232600.cwt", "/t/trust.cwt", "/scan", "/desk",
    "/desk/main.js", "/scanner/read.js", "/scanning", "/v/none", "/nothing",
)  # fmt: skip


def behaviour(path: str) -> dict[str, Any]:
    """Return what CloudFront does with a path: the first pattern that fits, or else the default."""
    fitting = (one for pattern, one in BEHAVIOURS.items() if fits(pattern, path))
    return next(fitting, CDN["DefaultCacheBehavior"])


def fits(pattern: str, path: str) -> bool:
    return path.startswith(pattern.removesuffix("*")) if pattern.endswith("*") else path == pattern


def answered(path: str) -> dict[str, str]:
    """Return the headers that the CDN's policy for a path gives to somebody at another origin."""
    name = behaviour(path)["ResponseHeadersPolicyId"]["Ref"]
    config = RESOURCES[name]["Properties"]["ResponseHeadersPolicyConfig"]
    security = config["SecurityHeadersConfig"]
    transport = security["StrictTransportSecurity"]
    given = {one["Header"]: one["Value"] for one in config["CustomHeadersConfig"]["Items"]}
    if "CorsConfig" in config:
        (given["Access-Control-Allow-Origin"],) = config["CorsConfig"]["AccessControlAllowOrigins"]["Items"]
    return given | {
        "Content-Security-Policy": security["ContentSecurityPolicy"]["ContentSecurityPolicy"],
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": security["FrameOptions"]["FrameOption"],
        "Referrer-Policy": security["ReferrerPolicy"]["ReferrerPolicy"],
        "Strict-Transport-Security": f"max-age={transport['AccessControlMaxAgeSec']}"
        + ("; includeSubDomains" if transport["IncludeSubdomains"] else ""),
    }  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_the_cdn_gives_the_headers_that_the_function_gives(path: str) -> None:
    wanted = dict(headers.of(path))
    if path.startswith(("/s/", "/t/")):
        # The published file says it itself (functions/adapters/site.py).
        assert wanted.pop("Cache-Control") == "public, max-age=60"
    assert answered(path) == wanted


def test_only_the_api_is_asked_with_cookies_and_of_it_nothing_is_kept() -> None:
    assert [path for path, one in BEHAVIOURS.items() if "OriginRequestPolicyId" in one] == ["/api/*"]
    kept = RESOURCES[BEHAVIOURS["/api/*"]["CachePolicyId"]["Ref"]]["Properties"]["CachePolicyConfig"]
    assert (kept["MinTTL"], kept["DefaultTTL"], kept["MaxTTL"]) == (0, 0, 0)
    assert {path for path, one in BEHAVIOURS.items() if one["TargetOriginId"] == "api"} == {"/api/*"}


def test_the_bucket_is_read_by_the_cdn_alone() -> None:
    (either,) = RESOURCES["SitePolicy"]["Properties"]["PolicyDocument"]["Statement"]
    in_china, elsewhere = either["Fn::If"][1:]
    assert in_china["Principal"] == {"CanonicalUser": {"Fn::GetAtt": ["SiteIdentity", "S3CanonicalUserId"]}}
    assert elsewhere["Principal"] == {"Service": "cloudfront.amazonaws.com"}
    assert elsewhere["Condition"]["StringEquals"]["AWS:SourceArn"]["Fn::Sub"].endswith("distribution/${Distribution}")


@pytest.mark.parametrize("name", [name for name, one in RESOURCES.items() if "CloudFront" in one["Type"]])
def test_without_a_cdn_there_is_nothing_of_it(name: str) -> None:
    assert RESOURCES[name]["Condition"] in {"HasCdn", "HasAccessControl", "HasAccessIdentity"}
