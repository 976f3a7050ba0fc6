"""How PynamoDB's clients are made: they tell AWS who calls in a word, and so do all others (functions/bootstrap.py).

botocore otherwise composes a description of this process for each call, twice, and cleans it letter by letter: two
fifths of the CPU that a call costs us (`python -m benchmarks.load`). What an answer says of its cost is kept.
"""

from __future__ import annotations

from typing import Any

from botocore.config import Config
from botocore.session import Session
from pynamodb.connection import Connection
from pynamodb.models import Model

from functions.adapters.dynamo.consumption import CONSUMED

CALLER = Config(user_agent="employment-agreements")
"""What every client is made with."""


def tell_caller(model: type[Model]) -> None:
    """Have a model's client say who calls; PynamoDB makes its session at the first call, once for each thread."""
    model._get_connection().connection.__class__ = _Connection  # noqa: SLF001 - PynamoDB asks nobody for the class


class _Connection(Connection):
    @property
    def session(self) -> Session:
        session = super().session
        if session.get_default_client_config() is None:
            session.set_default_client_config(CALLER)
        return session

    def dispatch(self, operation_name: str, operation_kwargs: dict[str, Any]) -> dict[str, Any]:
        answered: dict[str, Any] = super().dispatch(operation_name, operation_kwargs)
        CONSUMED.add(operation_name, answered)
        return answered
