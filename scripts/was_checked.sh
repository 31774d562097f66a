#!/bin/sh
# Prints checked=yes where the very files of this commit passed every check as a proposal, else checked=no.
# A proposal that was up to date when it was agreed to has the same files (the same tree) as the commit it became.
# Usage: was_checked.sh OWNER/NAME COMMIT
set -eu

checked=no
proposal=$(gh api "repos/$1/commits/$2/pulls" --jq '.[0].head.sha // empty' || true)
if [ -n "$proposal" ]; then
    tree=$(gh api "repos/$1/git/commits/$proposal" --jq .tree.sha)
    # Both checks of check.yml have ended well. A name given twice is a check that ran twice: all must be well.
    results=$(gh api "repos/$1/commits/$proposal/check-runs?per_page=100" --jq '.check_runs[]
        | select(.app.slug == "github-actions")
        | select(.name == "Data and pages" or .name == "Tests and preview") | "\(.name): \(.conclusion)"' | sort -u)
    if [ "$tree" = "$(git rev-parse "HEAD^{tree}")" ] &&
        [ "$results" = "Data and pages: success
Tests and preview: success" ]; then
        checked=yes
    fi
fi
echo "checked=$checked"
