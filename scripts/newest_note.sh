#!/bin/sh
# The text of the issue about newest versions. Usage: newest_note.sh ADDRESS
set -eu

cat <<END
The tests fail with the newest versions of all packages. The site itself is not touched: it is built with the
versions in \`requirements/\`.

1. Read [what failed]($1).
2. Try it: \`sh scripts/try_newest.sh\`.
3. Fix it, or hold the package back in \`pyproject.toml\` with the reason; then \`make lock\`.
END
