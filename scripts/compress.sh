#!/bin/sh
# Puts FILE.gz beside each text file of a built site, for hosts that send it as it is.
# The same input gives the same bytes: no name, no time. Usage: compress.sh FOLDER
set -eu

find "$1" -type f \( -name '*.html' -o -name '*.css' -o -name '*.js' -o -name '*.json' -o -name '*.csv' \
    -o -name '*.vcf' -o -name '*.svg' -o -name '*.xml' -o -name '*.atom' -o -name '*.webmanifest' \) \
    -size +1 -exec gzip -9 -n -k -f {} +
