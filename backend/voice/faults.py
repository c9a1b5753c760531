"""Why there is no voice server.

VoiceError
├── JanusMissingError   Janus or its AudioBridge isn't installed
├── VoiceRunsError      another voice server works in the same folder
├── ListenError         the address can't be listened on
└── JanusGoneError      Janus ended, doesn't begin, or doesn't answer
"""

from __future__ import annotations


class VoiceError(Exception):
    """There is no voice server; the text says why and what to do."""


class JanusMissingError(VoiceError):
    """Janus or its AudioBridge isn't installed."""


class VoiceRunsError(VoiceError):
    """Another voice server works in the same folder."""


class ListenError(VoiceError):
    """The address can't be listened on."""


class JanusGoneError(VoiceError):
    """Janus ended, doesn't begin, or doesn't answer."""
