"""The numbers that the video rules go by, named and in one place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VideoLimits:
    """Limits of live video; durations in seconds, loads in percent of the whole machine.

    Attributes:
        live_for_s: A pane is live while its newest frame is younger than this.
        hatch_after_s: A stale picture is hatched from this age on.
        lost_after_s: Without any frame for this long the stream is lost, reported fault or not.
        retry_delays_s: Waits between attempts; the last one repeats for ever.
        retry_missing_longest_s: Longest base wait after a 404: asking again locks no account.
        retry_jitter: Share of the wait by which it varies to both sides.
        retry_spread_s: Added on top, 0 up to this, so that short waits spread over seconds too.
        retry_reset_after_s: Live for this long, a stream starts its waits from the beginning.
        probe_gap_s, probe_jitter: In longer waits, time between knocks at a silent host's port,
            and the share by which it varies to both sides.
        start_burst: Streams opened at one moment.
        start_burst_gap_s: Time between two such moments.
        load_smoothing_s: Time constant of the smoothed load.
        warn_percent, warn_clear_percent: Load at which the warning appears and goes.
        shed_percent, shed_clear_percent: Load at which panes lose and get back quality.
        shed_step_s, recover_step_s: Least time between two steps down and two steps up.
        try_step_s, try_most_s: Between the thresholds a step up is tried after so long; each try
            that had to be taken back doubles the wait, up to the most.
        background_fps, protected_fps: Frame rates stepped through while shedding.
        main_from, sub_below: Pane size in sub-stream sizes: main stream from, sub stream below.
        zoom_from, zoom_until: Digital zoom factor: main stream from, no longer counted until.
        stream_dwell_s: A stream stays for at least this long before it is changed again.
        loop_filter_pane_share: Loop filter skipped up to this share of the stream's size.
    """

    live_for_s: float = 2.0
    hatch_after_s: float = 10.0
    lost_after_s: float = 20.0

    retry_delays_s: tuple[float, ...] = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
    retry_missing_longest_s: float = 6.0
    retry_jitter: float = 0.2
    retry_spread_s: float = 2.0
    retry_reset_after_s: float = 10.0
    probe_gap_s: float = 3.0
    probe_jitter: float = 0.3

    start_burst: int = 4
    start_burst_gap_s: float = 0.1

    load_smoothing_s: float = 3.0
    warn_percent: float = 75.0
    warn_clear_percent: float = 70.0
    shed_percent: float = 85.0
    shed_clear_percent: float = 75.0
    shed_step_s: float = 2.0
    recover_step_s: float = 10.0
    try_step_s: float = 20.0
    try_most_s: float = 320.0
    background_fps: tuple[float, ...] = (15.0, 8.0, 4.0)
    protected_fps: tuple[float, ...] = (15.0, 8.0)

    main_from: float = 1.25
    sub_below: float = 1.0
    zoom_from: float = 1.3
    zoom_until: float = 1.1
    stream_dwell_s: float = 3.0

    loop_filter_pane_share: float = 0.5
