#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# make bench-rest: personsd beside a Flask and SQLite application, each asked by wrk on the loopback, in turn.
#
#     run.sh [FOLDER]      build/bench by default; uses the 100,000 persons of make bench-store
#
# Server and client share the machine. Needs wrk (Debian) and, for the peer, Flask and gunicorn from PyPI.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
folder=${1:-$root/build/bench}/rest
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
persons=$folder/../persons.ndjson
export PYTHONPATH=$root/bindings/python PERSONS_LIBRARY=$root/build/libpersons.so.1
command -v wrk >/dev/null || { echo "bench-rest needs wrk: apt-get install wrk" >&2; exit 1; }

venv=$root/build/venv-rest
python3 "$root/Tests/server/environment.py" venv-rest flask==3.1.3 gunicorn==27.0.1
rm -f "$folder"/people.db*
python3 - "$persons" "$folder" <<'PYTHON'
import json, sys
import persons
source, folder = sys.argv[1:]
with persons.open(folder + "/people.db") as directory:
    directory.import_(source)
    directory.search("a")
    token = directory.issue_token()["token"]
    slug = directory.list_organizations()["organizations"][0]["slug"]
phones, names = [], []
with open(source, encoding="utf-8") as lines:
    for number, line in enumerate(lines):
        if number % 100 == 0 and not line.startswith(('{"group"', '{"event"')):
            person = json.loads(line)
            if person.get("phoneNumber") or person.get("phone_number"):
                phones.append(person.get("phoneNumber") or person["phone_number"])
            names.append((person.get("lastName") or person.get("last_name") or "Smith").split()[0][:4])
quote = json.dumps
with open(folder + "/token", "w") as file:
    file.write(token)
with open(folder + "/find.lua", "w") as file:
    file.write("local phones = {" + ",".join(quote(phone) for phone in phones) + "}\nlocal n = 0\n"
               'wrk.method = "POST"\nwrk.headers["Content-Type"] = "application/json"\n'
               f'wrk.headers["Authorization"] = "Bearer {token}"\n'
               "request = function() n = n % #phones + 1\n"
               "  return wrk.format(nil, nil, nil, '{\"phone_number\":\"' .. phones[n] .. '\"}') end\n")
with open(folder + "/search.lua", "w") as file:
    plain = [name for name in names if name.isascii() and name.isalpha()]
    file.write("local names = {" + ",".join(quote(name) for name in plain) + "}\nlocal n = 0\n"
               f'wrk.headers["Authorization"] = "Bearer {token}"\nwrk.headers["organizationSlug"] = "{slug}"\n'
               "request = function() n = n % #names + 1\n"
               "  return wrk.format(nil, '/search?limit=10&query=' .. names[n]) end\n")
PYTHON
"$venv/bin/python" "$here/flask_peer.py" "$persons" "$folder/peer.db"

"$root/build/personsd" "$folder/people.db" --listen 127.0.0.1:0 2>"$folder/personsd.log" &
ours=$!
cd "$here"
PEER_DATABASE=$folder/peer.db PEER_TOKEN=$(cat "$folder/token") \
  "$venv/bin/gunicorn" --workers 2 --bind 127.0.0.1:18097 --log-level error flask_peer:app &
peer=$!
trap 'kill $ours $peer 2>/dev/null; wait 2>/dev/null' EXIT
until curl -s -o /dev/null http://127.0.0.1:18097/; do :; done
until grep -q listening "$folder/personsd.log"; do kill -0 $ours; done
url=$(grep -o 'http://[0-9.:]*' "$folder/personsd.log")

measure() { # name, script, address, connections
  wrk --threads 1 --connections "$4" --duration 5s --latency --script "$folder/$2" "$3" >"$folder/wrk.log"
  awk -v name="$1" '/Requests\/sec/ {rate=$2} /99%/ {p99=$2} /Non-2xx/ {bad=$0}
    END {printf "%-34s %9.0f requests/s   p99 %s %s\n", name, rate, p99, bad; print rate > "/dev/stderr"}' \
    "$folder/wrk.log" 2>"$folder/rate"
}
for what in find search; do
  path=/; [ $what = search ] || path=/persons/find/
  measure "$what: personsd" $what.lua "$url$path" 32; own=$(cat "$folder/rate")
  measure "$what: Flask, gunicorn, SQLite" $what.lua "http://127.0.0.1:18097$path" 32; other=$(cat "$folder/rate")
  awk -v a="$own" -v b="$other" -v what=$what 'BEGIN {printf "%-34s %9.1f times (bar 5, and 25000 requests/s)\n", what, a/b}'
done
