#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# make bench, search: libpersons beside SQLite FTS5 and tantivy.
#
#     run.sh [FOLDER [SIZE]]      build/bench and 100000 by default
#
# Data is made once for each size and kept in FOLDER/search-SIZE, the databases too (about 4 GB at 1000000). Without
# PyPI tantivy is left out. In the environment: LIBRARY, the folder of libpersons.so.1, build by default; STAGES,
# some of "import query memory cold changes tantivy", whose results are added to those that are there; FTS_PREFIXES,
# the beginnings that FTS5 indexes, "1 2 3" by default: "1 2 3 4 5 6" makes it faster from the fourth letter on.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
size=${2:-100000}
stages=${STAGES:-import query memory cold changes tantivy}
library=$(cd "${LIBRARY:-$root/build}" && pwd)
mkdir -p "${1:-$root/build/bench}/search-$size"
parent=$(cd "${1:-$root/build/bench}" && pwd)
folder=$parent/search-$size
python=${PYTHON:-python3}

if [ ! -f "$folder/queries.tsv" ] || [ "$here/make_data.py" -nt "$folder/queries.tsv" ]; then
  echo "making $size persons ..." >&2
  "$python" "$here/make_data.py" "$size" "$folder"
fi
mkdir -p "$root/build/tests"
program=$root/build/tests/bench-search
"${CC:-cc}" -std=c11 -O2 -g -Wall -Wextra -Wpedantic -Werror -D_GNU_SOURCE \
  -DFTS_PREFIXES="\"${FTS_PREFIXES:-1 2 3}\"" -I"$root/include" "$here"/*.c -o "$program" \
  -L"$library" -lpersons -Wl,-rpath,"$library" -ljansson -lsqlite3 -lpthread
[ "$stages" != "import query memory cold changes tantivy" ] || rm -f "$folder/results.tsv"

for stage in $stages; do
  case $stage in
    tantivy)
      venv=$root/build/venv-bench
      if "$python" "$root/Tests/server/environment.py" venv-bench tantivy==0.27.0; then
        PERSONS_LIBRARY=$library/libpersons.so.1 "$venv/bin/python" "$here/tantivy_peer.py" "$folder"
      else
        echo "tantivy is left out: it could not be installed from PyPI" >&2
      fi ;;
    changes)
      rm -f "$folder"/changed.db* "$folder"/fts-changed.db*
      for file in "$folder"/people.db*; do
        cp "$file" "$folder/changed.db${file#"$folder"/people.db}"
      done
      cp "$folder/fts.db" "$folder/fts-changed.db"
      sync "$folder"/changed.db* "$folder/fts-changed.db"
      "$program" changes "$folder"
      rm -f "$folder"/changed.db* "$folder"/fts-changed.db* ;;
    *) "$program" "$stage" "$folder" ;;
  esac
done

others=
for other in "$parent"/search-*; do
  [ "$other" = "$folder" ] || [ ! -f "$other/results.tsv" ] || others="$others $other"
done
# shellcheck disable=SC2086
"$python" "$here/table.py" "$folder" $others
