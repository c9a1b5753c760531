"""Run one benchmark by name: ``python -m benchmarks forty_panes --seconds 20``."""

from __future__ import annotations

import sys

from benchmarks import (
    backend,
    classification,
    event_inbox,
    forty_panes,
    grid_map,
    patrol,
    ptz,
    seat_load,
    soak,
    voice,
    wall_and_desk,
    wall_faults,
    wall_scene,
    whiteboard,
)

PROGRAMS = {
    "forty_panes": forty_panes.main,
    "soak": soak.main,
    "backend": backend.main,
    "classification": classification.main,
    "event_inbox": event_inbox.main,
    "grid_map": grid_map.main,
    "patrol": patrol.main,
    "ptz": ptz.main,
    "seat_load": seat_load.main,
    "voice": voice.main,
    "wall_and_desk": wall_and_desk.main,
    "wall_faults": wall_faults.main,
    "wall_scene": wall_scene.main,
    "whiteboard": whiteboard.main,
}


def main() -> int:
    """Run what was named, ``forty_panes`` when nothing was; 2 for an unknown name."""
    name, *rest = sys.argv[1:] or ["forty_panes"]
    if name not in PROGRAMS:
        sys.stderr.write(f"benchmarks: {' or '.join(PROGRAMS)}\n")
        return 2
    return PROGRAMS[name](rest)


if __name__ == "__main__":
    sys.exit(main())
