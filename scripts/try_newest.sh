#!/bin/sh
# Tries the newest versions of all packages in a copy of the last commit, and runs every test there.
# Nothing of it stays: the lock files of the project are not changed.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
git clone --quiet . "$work/project"
cd "$work/project"
if ! command -v uv >/dev/null; then
    "${PYTHON:-python3}" -m venv "$work/uv"
    "$work/uv/bin/python" -m pip install --quiet --disable-pip-version-check uv
    PATH="$PATH:$work/uv/bin"
fi
make lock
git diff --stat -- requirements
make test
