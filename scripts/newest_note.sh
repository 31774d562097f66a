#!/bin/sh
# The text of the issue about newest versions; nothing where they pass. Usage: newest_note.sh RESULT ADDRESS
set -eu

test "$1" != success || exit 0
cat <<END
The tests fail with the newest versions of all packages. The site itself is not touched: it is built with the
versions in \`requirements/\`.

1. Read [what failed]($2).
2. Try it: \`make newest\`.
3. Mend it, or hold the package back in \`pyproject.toml\` with the reason; then \`make lock\`.
END
