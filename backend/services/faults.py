"""Why a service didn't do what was asked; nothing of it is kept.

ServiceError
├── NotFoundError       not there, or not for this person's eyes
├── RefusedError        the event's life refuses it: `refusal` says why
├── StaleError          another changed it in between: `current` is how it stands
├── KeyReusedError      the same idempotency key came with another body
├── UnfitError          something given names nothing that there is
├── StaleRowError       another changed what isn't an event in between
├── MayNotError         not for this person's role
├── CameraTakenError    another steers the camera: `lease` says who, and until when
├── PresetInUseError    a tour or the home position names the preset
├── FileLostError       a file that was kept isn't there any more as it was
├── NoFontError         this machine can't print Chinese
├── VoiceAwayError      there is no voice server, or it doesn't answer
└── StatusError         a person sent can't take this status: `sent` is how the order stands
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from backend.domain.field_status import StatusFault
from backend.domain.ptz import Lease
from backend.domain.refusals import Refusal
from backend.storage.events import EventRecord
from backend.storage.field import Sent


class ServiceError(Exception):
    """The service didn't do it."""


class NotFoundError(ServiceError):
    """Not there, or not for this person: the answer is the same."""


class RefusedError(ServiceError):
    """The rules refuse it; `current` is the event as it stands, None for a report."""

    def __init__(self, refusal: Refusal, current: EventRecord | None = None) -> None:
        super().__init__(refusal.code.value)
        self.refusal = refusal
        self.current = current


class StaleError(ServiceError):
    """The version that was named isn't the newest."""

    def __init__(self, current: EventRecord) -> None:
        super().__init__(f"the version is {current.version}")
        self.current = current


class KeyReusedError(ServiceError):
    """One key for two different writes."""


class UnfitError(ServiceError):
    """A field that names nothing that there is."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class StaleRowError(ServiceError):
    """Another changed it in between; `current` is how it stands, where that is one thing."""

    def __init__(self, name: str, current: Mapping[str, Any] | None = None) -> None:
        super().__init__(name)
        self.current = current


class FileLostError(ServiceError):
    """A file isn't on the shelf as it was noted."""


class NoFontError(ServiceError):
    """This machine has no Chinese font: no PDF can be made."""


class MayNotError(ServiceError):
    """The person's role doesn't do this."""


class CameraTakenError(ServiceError):
    """Another steers it; `may_take_over`: the rank is enough to take it from them."""

    def __init__(self, lease: Lease, *, may_take_over: bool) -> None:
        super().__init__(lease.camera)
        self.lease = lease
        self.may_take_over = may_take_over


class PresetInUseError(ServiceError):
    """Tours go to it, or it is the home position."""

    def __init__(self, tours: Sequence[str], *, is_home: bool) -> None:
        super().__init__(", ".join(tours))
        self.tours = tours
        self.is_home = is_home


class VoiceAwayError(ServiceError):
    """There is no voice server, or it doesn't answer; everything else works without it."""


class StatusError(ServiceError):
    """The order to a person sent takes no such status; `is_stale`: another changed it."""

    def __init__(self, fault: StatusFault, sent: Sent, *, is_stale: bool = False) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.sent = sent
        self.is_stale = is_stale
