"""A source of reports: how often, what, where and in whose words; the same for the same seed."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from simulator.town import position

MIX = ("daily", "busy", "storm")
"""Which kinds come more often; see data/reports.json."""


@dataclass(frozen=True, slots=True)
class ReportSource:
    """Makes reports; `mix` chooses the weights of the kinds."""

    rng: random.Random
    mix: str
    kinds: tuple[dict[str, Any], ...]

    @staticmethod
    def of(seed: int, mix: str) -> ReportSource:
        """Return the source of a seed and a mix."""
        text = files("simulator").joinpath("data", "reports.json").read_text(encoding="utf-8")
        return ReportSource(random.Random(seed), mix, tuple(json.loads(text)))

    def next_wait_s(self, per_hour: float) -> float:
        """Return the seconds until the next report, at so many an hour on average."""
        return self.rng.expovariate(per_hour / 3600)

    def make(self, town: str, at: tuple[float, float]) -> dict[str, object]:
        """Return a report by somebody who is at a place of the town."""
        weights = [self._weight(one) for one in self.kinds]
        kind = self.rng.choices(self.kinds, weights)[0]
        lon, lat = position(*at)
        return {
            "town": town,
            "source": "field",
            "text": self.rng.choice(kind["texts"]),
            "position": {"lon": round(lon, 7), "lat": round(lat, 7)},
            "channel": kind.get("channel", "") if self.rng.random() < 0.3 else "",
            "is_real_name": self.rng.random() < 0.5,
        }

    def _weight(self, kind: dict[str, Any]) -> float:
        return float(kind["weights"][self.mix])
