# SPDX-License-Identifier: Apache-2.0
#
# For scripts: `need PACKAGE…` installs those of Debian's packages that are absent, and waits while another process
# holds one of apt's or dpkg's locks. With INSTALL_DEPENDENCIES=no it installs nothing, and fails if one is absent.

# How long to wait for a lock, in seconds.
APT_LOCK_SECONDS=${APT_LOCK_SECONDS:-300}

need() {
  absent=""
  for package in "$@"; do
    is_installed "$package" || absent="$absent $package"
  done
  [ -n "$absent" ] || return 0
  if [ "${INSTALL_DEPENDENCIES:-yes}" = no ]; then
    echo "These Debian packages are not installed, and INSTALL_DEPENDENCIES=no forbids it:$absent" >&2
    tell_how
    return 1
  fi
  as_root=""
  if [ "$(id -u)" != 0 ]; then
    as_root=sudo
    command -v sudo >/dev/null || {
      echo "These Debian packages are not installed, and without root or sudo they cannot be:$absent" >&2
      tell_how
      return 1
    }
  fi
  echo "installing:$absent"
  if apt_get update && apt_get install -y --no-install-recommends $absent; then return 0; fi
  echo "These Debian packages could not be installed:$absent" >&2
  tell_how
  return 1
}

tell_how() {
  echo "Install them as root and try again: apt-get update && apt-get install$absent" >&2
}

# A package whose triggers are still to run is installed: its files are there, and it works.
is_installed() {
  dpkg-query -W -f '${db:Status-Status}\n' "$1" 2>/dev/null | grep -Eq '^(installed|triggers-(awaited|pending))$'
}

# DPkg::Lock::Timeout waits for dpkg's locks alone. Of apt's own, /var/lib/apt/lists/lock and
# /var/cache/apt/archives/lock, apt gives up at once, so the command is tried again.
apt_get() {
  said=$(mktemp)
  deadline=$(($(date +%s) + APT_LOCK_SECONDS))
  is_told=""
  # env: sudo passes no variables on.
  until $as_root env LC_ALL=C DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout="$APT_LOCK_SECONDS" \
      -o Acquire::Retries=3 "$@" >/dev/null 2>"$said"; do
    if ! grep -Eq 'Could not get lock|Unable to (lock|acquire)' "$said" || [ "$(date +%s)" -ge "$deadline" ]; then
      cat "$said" >&2
      rm -f "$said"
      return 1
    fi
    [ -n "$is_told" ] || sed -n 's/^E: Could not get lock/waiting for the lock/p' "$said"
    is_told=yes
    sleep 1
  done
  rm -f "$said"
}
