#!/bin/sh
# Keeps one issue for one matter: opens it, writes it anew each time, closes it when nothing is left.
# Usage: tell_issue.sh TITLE FILE [RESULT]
#   FILE: the issue's text in Markdown. Nothing is left to do where it is empty, or where RESULT is 0 or success.
set -eu

test -f "$2"
number=$(TITLE=$1 gh issue list --state open --app github-actions --limit 500 --json number,title \
    --jq 'map(select(.title == env.TITLE)) | .[0].number // empty')
text=$(mktemp)
trap 'rm -f "$text"' EXIT
head -c 60000 "$2" >"$text" # An issue holds 65,536 characters.

if [ ! -s "$text" ] || [ "${3:-}" = 0 ] || [ "${3:-}" = success ]; then
    test -z "$number" || gh issue close "$number" --comment "Nothing is left to do."
elif [ -n "$number" ]; then
    gh issue edit "$number" --body-file "$text"
else
    gh issue create --title "$1" --body-file "$text"
fi
