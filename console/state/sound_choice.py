"""Which devices somebody speaks and listens with; kept by the seat's machine."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Final

_LONGEST_NAME: Final = 500


@dataclass(frozen=True, slots=True)
class SoundChoice:
    """Names of devices, empty for what the machine prefers.

    `headphones`: nothing of what is heard gets into the microphone.
    """

    microphone: str = ""
    loudspeaker: str = ""
    headphones: bool = False

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON-ready data."""
        return asdict(self)

    @staticmethod
    def from_dict(data: object) -> SoundChoice:
        """Return what ``to_dict`` described; raises ValueError in words."""
        if not isinstance(data, dict) or not isinstance(data.get("headphones"), bool):
            raise ValueError("the devices aren't described")  # noqa: TRY004 - one error type
        names = data.get("microphone"), data.get("loudspeaker")
        if not all(isinstance(one, str) and len(one) <= _LONGEST_NAME for one in names):
            raise ValueError("a device has no name")
        return SoundChoice(str(names[0]), str(names[1]), data["headphones"])
