"""The texts that people read: the portal's own files, `<folder>/<language>/*.json`, read once.

A language that is not there falls back to Chinese; a text that is not there is an error, and a test finds it first.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

DEFAULT = "zh-CN"
_PLACEHOLDER = re.compile(r"\{(\w+)\}", re.ASCII)


class FileTexts:
    """Texts by language and dotted key, with `{param}` placeholders as in portal_static/lib/i18n.js."""

    def __init__(self, folder: Path) -> None:
        self._languages = cache(lambda: frozenset(path.name for path in folder.iterdir() if path.is_dir()))
        self._texts = cache(lambda language: _read(folder / language))

    def say(self, language: str, key: str, params: Mapping[str, str | int]) -> str:
        """Return the text of `key` in `language`; a placeholder without a parameter stays; raises LookupError."""
        found: Any = self._texts(language if language in self._languages() else DEFAULT)
        for part in key.split("."):
            found = found.get(part) if isinstance(found, dict) else None
        match found:
            case str():
                return _PLACEHOLDER.sub(lambda name: str(params.get(name[1], name[0])), found)
        raise LookupError(f"no text {key} in {language}")


def _read(folder: Path) -> dict[str, Any]:
    texts: dict[str, Any] = {}
    for path in sorted(folder.glob("*.json")):
        texts |= json.loads(path.read_text(encoding="utf-8"))
    return texts
