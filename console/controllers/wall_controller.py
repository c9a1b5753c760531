"""Driving the town's walls: what is changed, one thing after the other."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from backend_client.client import Client
from backend_client.errors import ClientError, ConflictError
from backend_client.wall_records import Wall, WallScene
from console.controllers.backend_link import BackendLink
from console.controllers.walls_followed import WallsFollowed, with_shown
from console.state.wall_contents import Content, EmptyContent, SpanContent
from console.state.wall_driving import ShownJson, dropped, taken, with_content
from console.state.wall_plan import SPAN
from console.tasks.task_queue import Priority

Change = Callable[[ShownJson], ShownJson]


class WallController(WallsFollowed):
    """Changes what walls show; what another changed in between stays below.

    Signals:
        failed: The backend refused something (a ``ClientError``).
        key_made: A wall has a new key, told this once: its name and the key.
        camera_taken: A camera is on the wall: its number and the wall's name.
    """

    failed = Signal(object)
    key_made = Signal(str, str)
    camera_taken = Signal(str, str)

    def __init__(self, link: BackendLink, parent: QObject | None = None) -> None:
        super().__init__(link, parent=parent)
        self._writes: deque[Callable[[], None]] = deque()
        self._is_writing = False
        link.signed_out.connect(lambda _: self._writes.clear())

    def show(self, screen: str, content: Content) -> None:
        """Show something on a screen of the wall at hand."""
        self._show(self.chosen, lambda shown: with_content(shown, screen, content))

    def clear(self, screen: str) -> None:
        """Show nothing on a screen."""
        self.show(screen, EmptyContent())

    def span(self, camera: str) -> None:
        """Show one camera over all screens."""
        self.show(SPAN, SpanContent(camera))

    def end_span(self) -> None:
        """Show on each screen what it showed below."""
        self._show(
            self.chosen,
            lambda shown: {screen: one for screen, one in shown.items() if screen != SPAN},
        )

    def drop(self, screen: str, place: int, cameras: Sequence[str]) -> None:
        """Put cameras on a screen, the first into one of its panes."""
        self._show(self.chosen, lambda shown: dropped(shown, screen, place, cameras))

    def take(self, camera: str) -> bool:
        """Put a camera on the wall where there is room; False without a wall that has screens."""
        name, wall, preferred = self.chosen, self.wall, self.screen
        if wall is None or not wall.screens or not self.may_drive:
            return False
        screens = [one.id for one in wall.screens]
        self._show(
            name,
            lambda shown: taken(shown, screens, camera, preferred),
            lambda: self.camera_taken.emit(camera, name),
        )
        return True

    def _show(self, name: str, change: Change, done: Callable[[], object] = lambda: None) -> None:
        def put(client: Client, town: str) -> Wall | None:
            # As it is known when the one before is through.
            known: Wall | None = self.walls.get(name)
            if known is None:
                return None
            try:
                return _put(client, town, known, change)
            except ConflictError:  # somebody else was faster: once more, on top of theirs
                return _put(client, town, client.walls.one(town, name), change)

        def over(wall: Wall | None) -> None:
            self._know(wall)
            done()

        self._write(put, over)

    def call_scene(self, name: str) -> None:
        """Show a scene on the wall at hand."""
        wall = self.chosen
        self._write(lambda client, town: client.walls.call(town, wall, name), self._know)

    def keep_scene(
        self,
        name: str,
        hours: Sequence[Mapping[str, Any]] = (),
        grade: int | None = None,
        shown: ShownJson | None = None,
    ) -> None:
        """Keep what the wall at hand shows, or `shown`, under a name, new or known."""
        wall = self.wall
        if wall is None:
            return
        old = next((one for one in wall.scenes if one.name == name), None)
        kept = wall.shown if shown is None else shown
        scene = WallScene(name, kept, tuple(hours), grade, 0 if old is None else old.version)
        self._write(lambda client, town: client.walls.keep_scene(town, wall.name, scene))

    def remove_scene(self, wall: str, scene: WallScene) -> None:
        """Forget a scene of a wall."""
        self._write(lambda client, town: client.walls.remove_scene(town, wall, scene))

    def make_wall(self, name: str, viewing_m: float, screen_width_m: float) -> None:
        """Make a wall and its first key; ``key_made`` follows."""

        def work(client: Client, town: str) -> str:
            client.walls.make(town, name, viewing_m, screen_width_m)
            return client.walls.make_key(town, name)

        self._write(work, lambda key: self.key_made.emit(name, key))

    def change_wall(self, seen: Wall, name: str, viewing_m: float, screen_width_m: float) -> None:
        """Change a wall's name and how it is read; what is the same isn't sent."""
        share, is_read = seen.text_share, (seen.viewing_m, seen.screen_width_m)

        def put(client: Client, town: str, version: int) -> None:
            if (viewing_m, screen_width_m) != is_read:
                version = client.walls.make(
                    town, seen.name, viewing_m, screen_width_m, text_share=share, version=version
                ).version
            if name != seen.name:
                client.walls.rename(town, seen.name, name, version)

        self._write(lambda client, town: _on_top(client, town, seen, put))

    def remove_wall(self, seen: Wall) -> None:
        """Remove a wall with its scenes and its key."""

        def put(client: Client, town: str, version: int) -> None:
            client.walls.remove(town, seen.name, version)

        self._write(lambda client, town: _on_top(client, town, seen, put))

    def make_key(self, wall: str) -> None:
        """Make a wall a new key; the one before ends."""
        self._write(
            lambda client, town: client.walls.make_key(town, wall),
            lambda key: self.key_made.emit(wall, key),
        )

    def revoke_key(self, wall: str) -> None:
        """Take a wall's key back."""
        self._write(lambda client, town: client.walls.revoke_key(town, wall))

    def _know(self, wall: Wall | None) -> None:
        """What the backend answers is the newest that is known."""
        known = None if wall is None else self.walls.get(wall.name)
        if wall is not None and known is not None and wall.version > known.version:
            self.walls[wall.name] = with_shown(known, wall)
        self.changed.emit()

    def _write(
        self, work: Callable[[Client, str], Any], done: Callable[[Any], object] = lambda _: None
    ) -> None:
        """One after the other: the next knows what the one before made."""
        seat, client = self._link.seat, self._link.client
        if seat is None:
            return

        def over(result: Any) -> None:
            done(result)
            self._go_on()

        def failed(error: ClientError) -> None:
            self.failed.emit(error)
            self._go_on()

        def begin() -> None:
            self._link.tasks.run(
                lambda: work(client, seat.town), over, failed, priority=Priority.ORDER
            )

        self._writes.append(begin)
        if not self._is_writing:
            self._go_on()

    def _go_on(self) -> None:
        self._is_writing = bool(self._writes)
        if self._writes:
            self._writes.popleft()()


def _on_top(client: Client, town: str, seen: Wall, put: Callable[[Client, str, int], None]) -> None:
    """Change a wall itself; another picture in between is no reason not to."""
    try:
        put(client, town, seen.version)
    except ConflictError:
        now = client.walls.one(town, seen.name)
        if now.version == seen.version or _made(now) != _made(seen):
            raise
        put(client, town, now.version)


def _made(wall: Wall) -> tuple[float, float, float]:
    """How a wall was made, whatever it shows."""
    return wall.viewing_m, wall.screen_width_m, wall.text_share


def _put(client: Client, town: str, known: Wall, change: Change) -> Wall:
    shown = change(known.shown)
    if shown == known.shown:
        return known
    return client.walls.show(town, known.name, shown, known.version)
