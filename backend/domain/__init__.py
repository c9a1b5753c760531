"""The rules of events, grids, dispatch and assessment; standard library only, time is handed in."""
