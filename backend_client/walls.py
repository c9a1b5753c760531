"""Video walls: driving them, their scenes and keys; and what a wall's process tells of itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any
from urllib.parse import quote

from pydantic.dataclasses import dataclass

from backend_client.records import read_record, read_records
from backend_client.transport import BASE, Transport
from backend_client.wall_records import (
    Shown,
    Wall,
    WallScene,
    WallScreen,
    WallScreenHealth,
    WallWhole,
)


@dataclass(frozen=True, slots=True)
class _Key:
    key: str


class Walls:
    """A town's walls. Another's change in between raises ConflictError with how it stands."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self, town: str) -> tuple[Wall, ...]:
        """Return every wall, without its scenes."""
        return read_records(Wall, self._transport.get(f"{BASE}/towns/{town}/walls"))

    def one(self, town: str, name: str) -> WallWhole:
        """Return a wall with its scenes; the feed goes on from its `seq`."""
        return read_record(WallWhole, self._transport.get(_path(town, name)))

    def make(
        self,
        town: str,
        name: str,
        viewing_m: float,
        screen_width_m: float,
        *,
        text_share: float | None = None,
        version: int = 0,
        key: str | None = None,
    ) -> Wall:
        """Make a wall, or change one's `version`: a shift leader or commander."""
        body = {"version": version, "viewing_m": viewing_m, "screen_width_m": screen_width_m}
        if text_share is not None:
            body["text_share"] = text_share
        return self._changed("PUT", _path(town, name), body, key)

    def rename(self, town: str, name: str, to: str, version: int, key: str | None = None) -> Wall:
        """Give a wall another name: a shift leader or commander. Its program goes on."""
        body = {"version": version, "name": to}
        return self._changed("PUT", _path(town, name, "name"), body, key)

    def remove(self, town: str, name: str, version: int, key: str | None = None) -> None:
        """Remove a wall with its scenes and its key: a shift leader or commander."""
        seen = {"version": version}
        self._transport.write("DELETE", _path(town, name), None, key, params=seen)

    def show(
        self,
        town: str,
        name: str,
        shown: Shown,
        version: int,
        scene: str | None = None,
        key: str | None = None,
    ) -> Wall:
        """Show something else; `scene` names the scene that it is, if it is one."""
        body = {"version": version, "shown": shown, "scene": scene}
        return self._changed("PUT", _path(town, name, "shown"), body, key)

    def call(self, town: str, name: str, scene: str, key: str | None = None) -> Wall:
        """Show a scene, whatever is shown now."""
        return self._changed("POST", _path(town, name, "scenes", scene, "call"), None, key)

    def keep_scene(
        self, town: str, name: str, scene: WallScene, key: str | None = None
    ) -> WallScene:
        """Keep a scene: `version` is the one that was seen, 0 for a new one."""
        body = {one: value for one, value in asdict(scene).items() if one != "name"}
        path = _path(town, name, "scenes", scene.name)
        return read_record(WallScene, self._transport.write("PUT", path, body, key))

    def remove_scene(self, town: str, name: str, scene: WallScene, key: str | None = None) -> None:
        """Remove a scene; a wall that shows it goes on showing the same."""
        path, seen = _path(town, name, "scenes", scene.name), {"version": scene.version}
        self._transport.write("DELETE", path, None, key, params=seen)

    def make_key(self, town: str, name: str) -> str:
        """Return a new key of a wall, this once; the one before ends with its sessions."""
        answer = self._transport.send("POST", _path(town, name, "key"))
        return read_record(_Key, self._transport.read_json(answer)).key

    def revoke_key(self, town: str, name: str) -> None:
        """Take a wall's key back; its sessions end at once."""
        self._transport.send("DELETE", _path(town, name, "key"), is_safe=True)

    def tell_screens(self, town: str, name: str, screens: Iterable[WallScreen]) -> None:
        """As the wall: tell which screens there are."""
        body = {"screens": [asdict(one) for one in screens]}
        self._transport.ask("PUT", _path(town, name, "screens"), body)

    def tell_health(
        self,
        town: str,
        name: str,
        screens: Iterable[WallScreenHealth],
        cpu: float,
        restarts: int,
    ) -> None:
        """As the wall: tell how it is; only the last is kept."""
        told = [asdict(one) for one in screens]
        body = {"screens": told, "cpu": cpu, "restarts": restarts}
        self._transport.ask("PUT", _path(town, name, "health"), body)

    def _changed(self, method: str, path: str, body: Any, key: str | None) -> Wall:
        return read_record(Wall, self._transport.write(method, path, body, key))


def _path(town: str, name: str, *more: str) -> str:
    parts = (quote(one, safe="") for one in ("towns", town, "walls", name, *more))
    return "/".join((BASE, *parts))
