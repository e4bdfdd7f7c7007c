# SPDX-License-Identifier: Apache-2.0
#
# For scripts: `need PACKAGE…` installs those of Debian's packages that are absent.

need() {
  missing=""
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $package"
  done
  [ -z "$missing" ] && return 0
  run=""
  [ "$(id -u)" = 0 ] || run=sudo
  $run apt-get update -q >/dev/null
  DEBIAN_FRONTEND=noninteractive $run apt-get install -y -q --no-install-recommends $missing >/dev/null
}
