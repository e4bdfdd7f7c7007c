# SPDX-License-Identifier: Apache-2.0
#
# What the scripts of a document find: `persons` and `personsd`, which is started, waited for, and left running in place
# of the one that listened there before; a token in TOKEN, people.db, and a server where none was started.

declare -A server

persons() { "$PYTHON" -m persons "$@"; }

python3() { "$PYTHON" "$@"; }

# Not on a terminal it would tell of its progress.
curl() { command curl --no-progress-meter "$@"; }

stop_server_at() {
  if [ -n "${server[$1]:-}" ]; then
    kill "${server[$1]}" 2>/dev/null && wait "${server[$1]}" 2>/dev/null
    unset "server[$1]"
  fi
  return 0
}

personsd() {
  local word before="" address="" said
  for word in "$@"; do
    case $word in
    --help | --version) "$PERSONSD" "$@"; return ;;
    --listen=*) address=${word#--listen=} ;;
    *) [ "$before" != --listen ] || address=$word ;;
    esac
    before=$word
  done
  [ -n "$address" ] || { address=$DEFAULT_ADDRESS && set -- "$@" --listen "$address"; }
  stop_server_at "$address"
  said=$(mktemp said.XXXXXX)
  "$PERSONSD" "$@" >"$said" 2>&1 &
  server[$address]=$!
  until grep -q "listening on" "$said"; do
    kill -0 "${server[$address]}" 2>/dev/null || { cat "$said"; return 1; }
    sleep 0.02
  done
  cat "$said"
}

# A server for an address that a script asks, where none was started.
serve_at() {
  if [ -z "${server[$1]:-}" ] || ! kill -0 "${server[$1]}" 2>/dev/null; then
    personsd people.db --listen "$1" >/dev/null
  fi
}

# A server that was ended has no good exit status.
note_failure() {
  case $2 in
  '. "$1"' | wait* | kill*) ;;
  *) printf '%s: exit status %s\n' "$2" "$1" >>"$failures" ;;
  esac
}

# Runs the script in a file; what it prints goes to another, and each command that failed to a third.
run_script() {
  exec >"$2" 2>&1
  failures=$3
  trap 'note_failure "$?" "$BASH_COMMAND"' ERR
  . "$1"
  trap - ERR
}

stop_all() {
  for address in "${!server[@]}"; do stop_server_at "$address"; done
}
trap stop_all EXIT
