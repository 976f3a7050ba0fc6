"""infra/template.yaml as CloudFormation is given it: without its comments, and with its gateway's methods published.

1. A call takes 51,200 bytes (CloudFormation User Guide, "Quotas"); a bucket to take more from is made by this very
   stack. Comments are for people.
2. A deployment of API Gateway is a copy of the API as it was, and CloudFormation makes another only under another name
   (CloudFormation User Guide, "AWS::ApiGateway::Deployment"): the name carries a digest of what is copied.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

TEMPLATE = Path(__file__).parent / "template.yaml"
MOST_BYTES = 51_200
_DEPLOYMENT = "GatewayDeployment"
_RESOURCE = re.compile(r"^  \w+:\n(?:(?:    .*)?\n)+", re.MULTILINE)
_COPIED = re.compile(
    r"^    Type: AWS::ApiGateway::(GatewayResponse|Method|RequestValidator|Resource|RestApi)$", re.MULTILINE
)


def body(text: str | None = None) -> str:
    """Return the template's lines that are no comments, with its deployment named after what it copies.

    `text` is another text of a template, as an editor would leave it.
    """
    lines = (text or TEMPLATE.read_text(encoding="utf-8")).splitlines(keepends=True)
    said = "".join(line for line in lines if not line.lstrip().startswith("#"))
    copied = "".join(one[0] for one in _RESOURCE.finditer(said) if _COPIED.search(one[0]))
    return said.replace(_DEPLOYMENT, _DEPLOYMENT + hashlib.sha256(copied.encode()).hexdigest()[:8])
