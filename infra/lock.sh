#!/usr/bin/env bash
# Locks each set of requirements for Python 3.11 to 3.13 on any platform, with the hashes of the default registry's files.
# The environment's and the user's own settings are left out, so that no index of this machine gets into a lock.
set -euo pipefail
cd "$(dirname "$0")/.."

lock() { # lock NAME ARGUMENT...: requirements/NAME.txt
  local name=$1
  shift
  env -u PIP_FIND_LINKS -u PIP_INDEX_URL -u PIP_EXTRA_INDEX_URL .venv/bin/uv --no-config --quiet --native-tls pip compile \
    --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
    --custom-compile-command "make lock" "$@" -o "requirements/$name.txt"
}

lock dev pyproject.toml --group dev
for group in deploy bench fuzz; do
  lock "$group" pyproject.toml --group "$group" --constraint requirements/dev.txt
done
lock runtime pyproject.toml --constraint requirements/dev.txt
lock uv --group uv
lock node --group node
