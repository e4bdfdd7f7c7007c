#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# libpersons in an independent benchmark of directories, beside SQLite and tantivy.
#
#     run.sh [PEERS_FOLDER]      the folder with the benchmark's run_peers.sh; or in the environment: PEERS_FOLDER
#
# The benchmark is copied to WORK/harness and our driver added to the copy. In the environment:
#     SIZES    "100k 1m" by default; also a plain number
#     PEERS    "sqlite tantivy persons" by default
#     STAGES   "import query cold write" by default
#     WORK     where the copy, the data and the databases lie, build/peers by default (about 8 GB at 1m)
#     LIBRARY  the folder of libpersons.so.1, build by default
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
from=${1:-${PEERS_FOLDER:-}}
[ -n "$from" ] && [ -f "$from/run_peers.sh" ] || { echo "usage: run.sh PEERS_FOLDER (the one with run_peers.sh)" >&2; exit 2; }
from=$(cd "$from" && pwd)
export SIZES=${SIZES:-100k 1m} PEERS=${PEERS:-sqlite tantivy persons} STAGES=${STAGES:-import query cold write}
library=$(cd "${LIBRARY:-$root/build}" && pwd)
mkdir -p "${WORK:-$root/build/peers}"
W=$(cd "${WORK:-$root/build/peers}" && pwd)
copy=$W/harness
R=$copy/results
export W R
mkdir -p "$W/ans" "$R"
for file in "$from"/*; do
  [ -f "$file" ] && cp -f "$file" "$copy/"
done
chmod -R u+w "$copy"
rm -f "$copy/RESULTS_head.md" # it tells of another run

# Our case in run_one, and our column in the table.
python3 - "$copy" "$here" <<'PATCH'
import os, re, sys
copy, here = sys.argv[1:]

def change(name, pattern, replacement):
    path = f"{copy}/{name}"
    text = open(path, encoding="utf-8").read()
    changed, count = re.subn(pattern, lambda _: replacement, text, count=1, flags=re.M)
    if count != 1:
        sys.exit(f"run.sh: {name} is not as expected: no {pattern}")
    open(path, "w", encoding="utf-8").write(changed)

change("run_peers.sh", r"^  naive\) ", """  persons) has import && $PIN ./persons_peer import d$s ps$s $R/persons.jsonl
    has query && { $PIN ./persons_peer query d$s ps$s $R/persons.jsonl ans/persons.$s; verify persons $s; }
    has cold && cold persons $s ./persons_peer cold ps$s $EM
    has write && $PIN ./persons_peer write d$s ps$s $R/persons.jsonl;;
  naive) """)
change("make_results.py", r"^PE = .*$", "PE = ['persons', 'sqlite', 'tantivy-edge', 'tantivy-regex']")
sizes = [{"100k": 100000, "1m": 1000000}.get(size) or int(size) for size in os.environ["SIZES"].split()]
change("make_results.py", r"^for n in \(1000000, 100000\):", f"for n in {sorted(sizes, reverse=True)}:")
change("make_results.py", r"^NAME = .*$",
       "NAME = dict(zip(PE, ['libpersons', 'SQLite+FTS5', 'tantivy (edge terms)', 'tantivy (automaton)']))")
PATCH

# Only what these peers need, in the versions that the benchmark names.
if [ ! -f "$W/venv/.ready" ]; then
  python3 -m venv "$W/venv"
  packages=$(sed -n 's/.*pip install -q \([^;]*\);.*/\1/p' "$copy/run_peers.sh")
  # shellcheck disable=SC2086
  "$W/venv/bin/pip" install --quiet --disable-pip-version-check $packages
  touch "$W/venv/.ready"
fi
cc=${CC:-cc}
"$cc" -O2 -march=native -w -o "$W/brute" "$copy/brute.c"
"$cc" -O2 -march=native -w -o "$W/sqlite_peer" "$copy/sqlite_peer.c" -lsqlite3
"$cc" -std=c11 -O2 -g -Wall -Wextra -Wpedantic -Werror -D_GNU_SOURCE -I"$root/include" -isystem "$copy" \
  -o "$W/persons_peer" "$here/persons_peer.c" -L"$library" -lpersons -Wl,-rpath,"$library" -ljansson

export CORE=${CORE:-0}
bash "$copy/run_peers.sh" data
case " $STAGES " in *" import "*) rm -f "$R"/*.jsonl ;; esac
case " $STAGES " in *" query "*) rm -f "$W"/ans/persons.* ;; esac
bash "$copy/run_peers.sh" run || true # it ends with the status of the last stage's condition

echo
echo "Answers of libpersons, against the scan of the fields that it searches:"
failed=0
case " $PEERS " in *" persons "*)
  for size in $SIZES; do
    if [ ! -f "$W/ans/persons.$size.typo" ]; then
      echo "$size: there are no answers"
      failed=1
      continue
    fi
    wide=$W/d$size-wide
    if [ ! -f "$wide/truth" ]; then
      "$W/venv/bin/python" "$here/verify_wide.py" widen "$W/d$size" "$wide"
      "$W/brute" "$wide" "$wide/truth"
      rm -f "$wide/persons.tsv"
    fi
    echo "$size:"
    "$W/venv/bin/python" "$here/verify_wide.py" check "$W/d$size/truth" "$wide/truth" "$W/ans/persons.$size" || failed=1
    "$W/venv/bin/python" "$copy/verify.py" "$W/d$size/truth" "$W/ans/persons.$size" | grep -E '^(get|phone|email|ext) '
  done ;;
esac
echo
bash "$copy/run_peers.sh" table
cat "$copy/RESULTS.md"
echo
echo "libpersons with \"fuzzy\":\"off\", which is as much as the peers do (p50 / p99 in microseconds):"
grep -h -- '-strict"' "$R/persons.jsonl" 2>/dev/null | python3 -c '
import json, sys
for line in sys.stdin:
    row = json.loads(line)
    print("  %8d  %-14s %10.1f / %10.1f" % (row["n"], row["op"], row["p50_us"], row["p99_us"]))' || true
exit $failed
