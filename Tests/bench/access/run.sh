#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# make bench-access: tokens that are limited to groups beside the owner, and one organization beside two.
#
#     run.sh [FOLDER [SIZE [--bars]]]      build/bench and 100000 by default
#
# The directory is made once for each size and version and kept in FOLDER/access-SIZE-VERSION (about 1.2 GB at 1000000;
# twice that again while there are two organizations). In the environment: STAGES, "access organizations" by default.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
size=${2:-100000}
bars=${3:-}
version=$(sed -n 's/^.define PERSONS_VERSION "\(.*\)"/\1/p' "$root/include/persons.h")
folder=${1:-$root/build/bench}/access-$size-$version
mkdir -p "$folder"
if [ ! -f "$folder/persons.ndjson" ]; then
  echo "making $size persons ..." >&2
  "${PYTHON:-python3}" "$root/Tests/demo/make_persons.py" --groups 0 "$size" "$folder/persons.new"
  mv "$folder/persons.new" "$folder/persons.ndjson"
fi
missed=0
for stage in ${STAGES:-access organizations}; do
  case $stage in
    access) "$root/build/tests/bench-access" ${bars:+"$bars"} "$folder" "$size" || missed=$? ;;
    organizations) "$root/build/tests/bench-access" ${bars:+"$bars"} --organizations "$folder" "$size" || missed=$? ;;
    *) echo "no stage $stage" >&2; exit 2 ;;
  esac
done
exit "$missed"
