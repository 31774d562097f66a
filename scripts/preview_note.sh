#!/bin/sh
# Says in Markdown how to look at the site as it would be. Usage: preview_note.sh ADDRESS
set -eu

cat <<END
## Preview

1. [Download the site as it would be]($1) (you must be signed in to GitHub).
2. Unpack the file: right-click it and choose "Extract all", or double-click it on a Mac.
3. Open \`READ-ME-FIRST.html\` in the unpacked folder and press the link to the site. It needs no internet.

The preview is kept for 30 days. It is not public advice: nobody has agreed to it yet.

END
