"""The policies of infra/template.yaml for one partition, and what they allow.

1. Only what our policies use is understood; anything else is an error, never "allowed".
2. A denial wins over what is allowed, and what is not named is denied (IAM User Guide, "Policy evaluation logic").
3. `*` stands for any text, `?` for one character; in an action the case does not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple


@dataclass(frozen=True, slots=True)
class Call:
    """One permission that a call of AWS takes: the action, the resource's ARN, and what conditions look at."""

    action: str
    resource: str
    facts: tuple[tuple[str, str], ...] = field(default=())

    def within(self, partition: str) -> Call:
        """Return the same call in a partition; it was recorded in one of China's regions."""
        return Call(self.action, self.resource.replace("arn:aws-cn:", f"arn:{partition}:"), self.facts)


class Grant(NamedTuple):
    """One action on one pattern of resources, as a statement has it."""

    effect: str
    action: str
    resource: str
    is_not: bool
    condition: Mapping[str, Mapping[str, str]]

    def covers(self, call: Call) -> bool:
        """Tell whether a call is what this is about."""
        names = _like(self.action.lower(), call.action.lower()) and self._reaches(call.resource)
        return names and all(_holds(test, keys, dict(call.facts)) for test, keys in self.condition.items())

    def _reaches(self, resource: str) -> bool:
        return _like(self.resource, resource) is not self.is_not


def is_allowed(grants: list[Grant], call: Call) -> bool:
    """Tell whether a role with these grants may make a call."""
    effects = {grant.effect for grant in grants if grant.covers(call)}
    return effects == {"Allow"}


def _holds(test: str, keys: Mapping[str, str], facts: Mapping[str, str]) -> bool:
    match test:
        case "StringEquals":
            return all(facts.get(key) == value for key, value in keys.items())
        case "StringLike":
            return all(key in facts and _like(value, facts[key]) for key, value in keys.items())
        case "Null":
            return all((key not in facts) is (value == "true") for key, value in keys.items())
    raise NotImplementedError(test)


def _like(pattern: str, text: str) -> bool:
    return bool(re.fullmatch(re.escape(pattern).replace(r"\*", ".*").replace(r"\?", "."), text))


def grants(resource: Mapping[str, Any], values: Mapping[str, str]) -> list[Grant]:
    """Return what a role or a managed policy of the template grants, one action and one resource each.

    `values` are those of `!Ref` and `!GetAtt`, and `true` or `false` for a condition; KeyError for what they lack.
    """
    properties = resource["Properties"]
    documents = [one["PolicyDocument"] for one in properties.get("Policies", [properties])]
    return [grant for document in documents for one in document["Statement"] for grant in _granted(one, values)]


def _granted(written: Mapping[str, Any], values: Mapping[str, str]) -> Iterator[Grant]:
    statement = _resolved(written, values)
    if statement is None:
        return
    assert statement.keys() <= {"Effect", "Action", "Resource", "NotResource", "Condition"}
    is_not = "NotResource" in statement
    for action in _listed(statement["Action"]):
        for resource in _listed(statement["NotResource" if is_not else "Resource"]):
            yield Grant(statement["Effect"], action, resource, is_not, statement.get("Condition", {}))


def _listed(one_or_several: Any) -> list[str]:
    return [one_or_several] if isinstance(one_or_several, str) else one_or_several


def _resolved(node: Any, values: Mapping[str, str]) -> Any:  # noqa: PLR0911 - one for each thing that CloudFormation writes so
    match node:
        case {"Ref": "AWS::NoValue"}:
            return None
        case {"Ref": name}:
            return values[name]
        case {"Fn::GetAtt": [name, attribute]}:
            return values[f"{name}.{attribute}"]
        case {"Fn::Sub": text}:
            return re.sub(r"\$\{([^}]+)\}", lambda found: values[found[1]], text)
        case {"Fn::If": [name, yes, no]}:
            return _resolved(yes if values[name] == "true" else no, values)
        case dict():
            return {key: _resolved(value, values) for key, value in node.items()}
        case list():
            return [_resolved(one, values) for one in node]
    return node
