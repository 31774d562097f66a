#!/bin/sh
# Says which pages read differently than at a commit: builds both, without PDFs, and compares.
# Usage: BIN=/path/to/.venv/bin changed_pages.sh COMMIT [DAY]
#   DAY: the day to count as today in the earlier build, as 2026-11-23; today, if left out.
set -eu

today=${RECOVERY_SITE_TODAY:-$(date +%F)}
before=$(git rev-parse --verify --quiet "$1^{commit}") || {
    echo "There is no commit $1 to compare with."
    exit 0
}
work=$(mktemp -d)
trap 'git worktree remove --force "$work/before"; rm -rf "$work"' EXIT
git worktree add --quiet --detach "$work/before" "$before"

# build FOLDER INTO DAY
build() (
    cd "$1"
    HANDOUTS=no PYTHONPATH=hooks NO_MKDOCS_2_WARNING=1 RECOVERY_SITE_TODAY=$3 \
        "$BIN/mkdocs" build --quiet --site-dir "$2" >&2
)

echo "## What changed"
echo
echo "Compared with the commit \`$(git log -1 --format='%h, %cs, %s' "$before" | tr -d '\140')\`."
echo
if ! build "$work/before" "$work/old" "${2:-$today}"; then
    echo "The earlier commit cannot be built with today's set-up, so there is no list."
    exit 0
fi
build . "$work/new" "$today"
"$BIN/python" scripts/compare_sites.py "$work/old" "$work/new"
