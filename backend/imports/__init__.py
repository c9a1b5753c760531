"""Lists from and for other programs: read whole, and every fault named, before a change."""
