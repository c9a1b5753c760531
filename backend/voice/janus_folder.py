"""The folder of a voice server: the secret, and all that Janus is told and given.

Janus gets the AudioBridge and a Unix socket, nothing else: no port for its own interface, no
administration, no other plugin. Files are 0600, the folder 0700.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from backend.voice.faults import JanusMissingError, VoiceRunsError

SECRET_FILE = "secret"  # noqa: S105 - a file's name
SOCKET = "janus.sock"
_AUDIO_BRIDGE, _WEBSOCKETS = "libjanus_audiobridge.so", "libjanus_websockets.so"
_LIBRARIES = ("/usr/lib", "/usr/local/lib", "/opt/janus/lib")
_INSTALL = "On Debian: apt-get install janus"


@dataclass(frozen=True, slots=True)
class Media:
    """Where sound goes over: UDP ports, and addresses of this machine (none: all it has)."""

    ports: tuple[int, int]
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class JanusKeys:
    """What only this server knows; new at each start."""

    api: str = field(default_factory=lambda: secrets.token_hex(32))
    rooms: str = field(default_factory=lambda: secrets.token_hex(32))


@dataclass(frozen=True, slots=True)
class Janus:
    """Where Janus is installed."""

    program: Path
    audio_bridge: Path
    websockets: Path


def find_janus() -> Janus:
    """Return where Janus is; raises JanusMissingError with what to install."""
    program = shutil.which("janus")
    if program is None:
        raise JanusMissingError(f"Janus isn't installed, so there is no voice. {_INSTALL}")
    bridge, websockets = _library("plugins", _AUDIO_BRIDGE), _library("transports", _WEBSOCKETS)
    return Janus(Path(program), bridge, websockets)


def _library(kind: str, name: str) -> Path:
    for folder in map(Path, _LIBRARIES):
        for place in ("janus", "*/janus"):
            for found in sorted(folder.glob(f"{place}/{kind}/{name}")):
                return found
    raise JanusMissingError(f"Janus is there, but not its {name}. {_INSTALL}")


@contextmanager
def held_folder(folder: Path) -> Iterator[None]:
    """Make a folder and hold it; raises VoiceRunsError where another server does."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise VoiceRunsError(f"A voice server runs in {folder} already.") from error
        yield


def kept_secret(folder: Path) -> str:
    """Return the folder's secret, made at the first time."""
    file = folder / SECRET_FILE
    with contextlib.suppress(FileExistsError):
        _write(file, secrets.token_hex(32) + "\n")
    return file.read_text(encoding="ascii").strip()


def write_folder(folder: Path, janus: Janus, media: Media, keys: JanusKeys) -> None:
    """Write what Janus reads; whatever was there of it is replaced."""
    for name, library in (("plugins", janus.audio_bridge), ("transports", janus.websockets)):
        shutil.rmtree(folder / name, ignore_errors=True)
        (folder / name).mkdir()
        (folder / name / library.name).symlink_to(library)
    (folder / "nothing").mkdir(exist_ok=True)
    for name, text in _files(media, keys).items():
        (folder / name).unlink(missing_ok=True)
        _write(folder / name, text)


def _files(media: Media, keys: JanusKeys) -> dict[str, str]:
    low, high = media.ports
    nat = {"ice_ignore_list": "vmnet"}
    if media.addresses:
        nat = {"ice_enforce_list": ",".join(media.addresses)}
    general = {
        "configs_folder": ".",
        "plugins_folder": "plugins",
        "transports_folder": "transports",
        "events_folder": "nothing",
        "loggers_folder": "nothing",
        "debug_level": 2,
        "debug_colors": False,
        "api_secret": keys.api,
        "admin_secret": secrets.token_hex(32),
        "session_timeout": 0,
        "server_name": "fengqiao",
    }
    voice = {"rtp_port_range": f"{low}-{high}", "ipv6": any(":" in a for a in media.addresses)}
    line = {"json": "compact", "ws": True, "ws_unix": SOCKET, "wss": False}
    bridge = {"admin_key": keys.rooms, "string_ids": True, "events": False}
    bridge |= {"lock_rtp_forward": True, "lock_play_file": True}
    return {
        "janus.jcfg": _written(general=general, media=voice, nat=nat),
        "janus.transport.websockets.jcfg": _written(general=line, admin={"admin_ws": False}),
        "janus.plugin.audiobridge.jcfg": _written(general=bridge),
    }


def _written(**parts: Mapping[str, object]) -> str:
    lines = []
    for part, values in parts.items():
        lines.append(f"{part}: {{")
        lines += [f"  {name} = {json.dumps(value)}" for name, value in values.items()]
        lines.append("}")
    return "\n".join(lines) + "\n"


def _write(file: Path, text: str) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as written:
        written.write(text)
