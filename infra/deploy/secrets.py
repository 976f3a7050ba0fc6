"""`secret`: what another service gave us to log in with, kept where the functions read it (functions/settings.py).

It is typed, or comes on standard input: as an argument every process of the machine could read it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from infra.deploy.account import Account
from infra.deploy.chosen import Chosen, Refusal

# The setting that names each (README.md); infra/template.yaml lets the functions read these names and no others.
SETTINGS = {"smtp": "SMTP_SECRET", "wechat": "WECHAT_SECRET", "federation": "FEDERATION_SECRET"}


def keep(account: Account, chosen: Chosen, use: str, value: str) -> Iterator[str]:
    """Keep a secret, in place of an earlier one; raises Refusal for an empty one."""
    if not value:
        raise Refusal("the secret is empty: nothing was kept")
    name = f"{chosen.stack}/{use}"
    try:
        account.secrets.put_secret_value(SecretId=name, SecretString=value)
    except account.secrets.exceptions.ResourceNotFoundException:
        account.secrets.create_secret(Name=name, SecretString=value)
    yield f"secret: {name} is kept; {SETTINGS[use]} in the environment's file names it"


def forget(account: Account, chosen: Chosen) -> None:
    """Delete what was kept for an environment, for good."""
    for use in SETTINGS:
        with suppress(account.secrets.exceptions.ResourceNotFoundException):
            account.secrets.delete_secret(SecretId=f"{chosen.stack}/{use}", ForceDeleteWithoutRecovery=True)
