"""How long a head may move without being told to, and other numbers of PTZ, in one place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PtzLimits:
    """Attributes in seconds unless their name says otherwise.

    beat_s: The console repeats a press that is held so often.
    silent_s: The steering process stops a press that it hears nothing of for so long.
    device_s: The camera stops by itself after so long; whole seconds, some take no others.
    renew_s: The camera is told again so often while a press lasts.
    press_s: No press moves a head for longer.
    connect_s, read_s, call_s: Waiting for a connection, for bytes, for a whole answer.
    stops_s: Pauses before each repeated stop; the last one again and again.
    steady_stops: So many answered stops in a row count.
    doubt_s: A move without an answer may be carried out so much later: stops go on until then.
    end_s: The steering process waits so long for its last stops.
    mute_s: A steering process that says nothing for so long is replaced.
    status_s: A steered head is asked so often where it looks.
    answer_bytes: No camera's answer is longer.
    """

    beat_s: float = 0.15
    silent_s: float = 0.6
    device_s: int = 2
    renew_s: float = 0.8
    press_s: float = 20.0
    connect_s: float = 1.0
    read_s: float = 1.5
    call_s: float = 3.0
    stops_s: tuple[float, ...] = (0.15, 0.3, 0.6, 1.0, 2.0)
    steady_stops: int = 2
    doubt_s: float = 6.0
    end_s: float = 4.0
    mute_s: float = 1.5
    status_s: float = 0.5
    answer_bytes: int = 256 * 1024
