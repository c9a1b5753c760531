#!/usr/bin/env bash
# Runs a command on the display there is, else on a virtual one of its own (Xvfb).
set -euo pipefail
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then exec "$@"; fi
exec xvfb-run --auto-servernum --server-args "-screen 0 1920x1080x24 -nolisten tcp" "$@"
