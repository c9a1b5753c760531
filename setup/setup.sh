#!/usr/bin/env bash
# Makes .venv with the locked packages and checks the Debian packages.
# Done once; a later call only compares two stamps.
set -euo pipefail
cd "$(dirname "$0")/.."

venv=.venv
say() { printf '%s\n' "$*" >&2; }

wanted_packages() { sed -e 's/#.*//' -e '/^[[:space:]]*$/d' -e 's/[[:space:]]//g' setup/debian-packages.txt; }

missing_packages() {
  # libvlc5:amd64 and libglib2.0-0t64 count as what they provide.
  local installed package
  installed=$(dpkg-query -W -f '${db:Status-Status} ${Package} ${Provides}\n' 2>/dev/null | grep '^installed ' || true)
  for package in "$@"; do
    grep -qE "(^installed|[ ,])[ ]*${package//./\\.}([ ,(]|$)" <<<"$installed" || printf '%s\n' "$package"
  done
}

install_packages() {
  local sudo=""
  if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo="sudo -n"; else
      say "These Debian packages are missing. Type this line, then run make again:"
      say "  sudo apt-get install --no-install-recommends -y $*"
      exit 1
    fi
  fi
  say "Installing Debian packages: $*"
  local quiet=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0)
  # The package lists of a fresh machine may be empty or old: refresh them once and try again.
  $sudo "${quiet[@]}" install --no-install-recommends -y "$@" >/dev/null 2>&1 ||
    { $sudo "${quiet[@]}" update >&2 && $sudo "${quiet[@]}" install --no-install-recommends -y "$@" >&2; } ||
    { say "apt-get couldn't install them. Try by hand: sudo apt-get install --no-install-recommends -y $*"; exit 1; }
}

find_python() {
  local candidate
  for candidate in python3.11 /usr/bin/python3.11 "$HOME"/.pyenv/versions/3.11*/bin/python3.11 python3; do
    "$candidate" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info[:2] != (3, 11))' \
      >/dev/null 2>&1 && { printf '%s\n' "$candidate"; return; }
  done
  return 1
}

check_system() {
  command -v dpkg-query >/dev/null || {
    say "Not a Debian system: see setup/debian-packages.txt for what has to be installed."
    return
  }
  local missing
  mapfile -t missing < <(missing_packages $(wanted_packages))
  if ! find_python >/dev/null; then missing+=(python3-venv); fi
  if [ "${#missing[@]}" -gt 0 ]; then install_packages "${missing[@]}"; fi
}

make_environment() {
  local python
  python=$(find_python) || {
    say "Python 3.11 with venv wasn't found. On Debian 12: sudo apt-get install -y python3-venv"
    exit 1
  }
  say "Making $venv with $("$python" --version) and the locked packages ..."
  rm -rf "$venv"
  "$python" -m venv "$venv"
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check \
    --require-hashes --only-binary :all: -r requirements.lock
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check \
    --no-deps --no-build-isolation --no-index --editable .
}

stamp_of() { cat "$@" | sha256sum | cut -d' ' -f1; }
is_stamped() { [ -f "$venv/$1" ] && [ "$(cat "$venv/$1")" = "$2" ]; }

system_stamp=$(stamp_of setup/debian-packages.txt)
python_stamp=$(stamp_of requirements.lock pyproject.toml)
is_stamped stamp-system "$system_stamp" || check_system
is_stamped stamp-python "$python_stamp" || { make_environment; printf '%s' "$python_stamp" >"$venv/stamp-python"; }
printf '%s' "$system_stamp" >"$venv/stamp-system"
"$venv/bin/python" setup/translations.py compile
