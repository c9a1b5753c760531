"""How long voice waits for what, and other numbers of it, in one place."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class VoiceLimits:
    """Attributes in seconds unless their name says otherwise.

    connect_s, answer_s, media_s: Waiting for the voice server, for its answer, for sound to flow.
    word_s: After the sound ended, the server may still say why.
    ping_s: The server is asked so often whether it is there, and has so long to answer.
    waits_s: Pauses before each further try; the last one again and again.
    jitter: Each pause is longer or shorter by up to this share.
    steady_s: A connection that lasted so long starts the pauses anew.
    end_s: The process has so long to take its leave.
    beat_s: The process says so often that it lives.
    mute_s: A process that says nothing for so long is replaced.
    tail_s: Between the last sound and being taken out of the mix: it is still on its way.
    still_s: A device that gives or takes nothing for so long is gone.
    look_s: A loudspeaker that is missing is looked for so often.
    soft: What others say is this share as loud (-20 dB) while one talks without headphones.
    """

    connect_s: float = 5.0
    answer_s: float = 10.0
    media_s: float = 10.0
    word_s: float = 1.0
    ping_s: float = 5.0
    waits_s: tuple[float, ...] = (0.3, 0.6, 1.2, 2.5, 5.0, 10.0)
    jitter: float = 0.2
    steady_s: float = 10.0
    end_s: float = 2.0
    beat_s: float = 1.0
    mute_s: float = 10.0
    tail_s: float = 0.25
    still_s: float = 2.0
    look_s: float = 5.0
    soft: float = 0.1

    def wait_s(self, failures: int, rng: Random) -> float:
        """Return the pause after so many tries in a row that failed."""
        base_s = self.waits_s[min(failures, len(self.waits_s) - 1)]
        return base_s * rng.uniform(1.0 - self.jitter, 1.0 + self.jitter)
