"""The seat at the backend: made here and joined to the window, as the composition root asks."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import structlog
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMenu

from backend_client.errors import ClientError, MayNotError, NotFoundError, ProblemError
from backend_client.local_store import OutState
from backend_client.records import Camera as TownCamera
from backend_client.records import Event, read_record
from backend_client.transport import BASE, new_key
from console.camera_store import write_whole
from console.config import Settings
from console.controllers.backend_link import BackendLink, LinkState, Seat
from console.controllers.event_controller import EventController
from console.controllers.inbox_controller import InboxController
from console.controllers.map_controller import MapController
from console.main_window import MainWindow
from console.map_tiles import MbTiles, TileFileError
from console.models.inbox_model import InboxModel
from console.pages.action_fields import Known
from console.pages.event_stage import EventStage
from console.pages.event_words import grade_words
from console.pages.fault_words import fault_words
from console.pages.inbox_page import InboxPage
from console.pages.map_page import MapPage
from console.pages.outbox_page import OutboxPage
from console.state.arrivals import URGENT, Mute, Telling
from console.state.camera import Camera
from console.state.inbox_filter import View
from console.tasks.task_queue import Priority
from widgets.notice_list import NoticeLevel
from widgets.sign_in_panel import SignInPanel

FILE_NAME = "seat.json"
BUSY_AFTER_S = 0.3
_VIDEO_ENDS = {end: end for end in (".mp4", ".mov", ".webm")}
_LEVELS = (NoticeLevel.INFO, NoticeLevel.WARNING, NoticeLevel.ERROR)
_ROOM_ROLES = frozenset({"operator", "shift_leader", "commander"})

_log = structlog.get_logger(__name__)


class Desk(QObject):
    """Inbox, stage, outbox and sign-in on a window, and the connection under them.

    Signals:
        cameras_read: The town's cameras (a list).
        sound_wanted: Something arrived: its grade.
        play_wanted: A recording is to be played (its file).
        near_wanted: The cameras that see a place are to be opened: longitude, latitude.
        place_shown: Where the event at hand is, None for nowhere or none at hand.
        cameras_wanted: These cameras are to be opened (numbers).
    """

    cameras_read = Signal(object)
    sound_wanted = Signal(int)
    near_wanted = Signal(float, float)
    cameras_wanted = Signal(object)
    place_shown = Signal(object)
    play_wanted = Signal(str)

    def __init__(
        self,
        settings: Settings,
        window: MainWindow,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._folder = folder = settings.data_folder
        zone = settings.zone
        self._window = window
        self._zone = zone
        self._mute = Mute()
        self.link = BackendLink(settings.addresses, folder / "backend", window.language, self)
        self.model = InboxModel(self)
        self.inbox = InboxController(self.link, self.model, self)
        self.events = EventController(self.link, self)
        self.inbox_page = InboxPage(self.inbox, self.model, zone, window)
        self.stage = EventStage(self.events, zone, window)
        self.outbox = OutboxPage(zone, window)
        self.map_page = MapPage(MapController(self.link, self), zone, window)
        self.panel = SignInPanel(window)
        self.panel.hide()
        self._tiles = self._open_base_map(settings)
        self._mapped = ""
        self._videos = tempfile.TemporaryDirectory(prefix="fengqiao-")
        self.shots: dict[str, Path] = {}
        self._second = QTimer(self, interval=1000)
        self._connect()
        window.add_desk(self.inbox_page, self.stage, self.outbox, self.map_page)
        window.fill_seat_menu = self.fill_menu
        window.cover = self.panel

    def _connect(self) -> None:
        """All signals of the desk, in one place."""
        link, panel, stage = self.link, self.panel, self.stage
        panel.sign_in_wanted.connect(link.sign_in)
        panel.unlock_wanted.connect(self.on_unlock_wanted)
        panel.password_wanted.connect(link.change_password)
        panel.other_wanted.connect(link.sign_out)
        panel.watch_wanted.connect(self._window.uncover)
        link.signed_in.connect(self.on_signed_in)
        link.sign_in_failed.connect(lambda error: panel.show_fault(fault_words(error)))
        link.signed_out.connect(self.on_signed_out)
        link.read_anew.connect(self.on_read_anew)
        link.state_changed.connect(self.on_state_changed)
        link.read_failed.connect(lambda error: self.on_notice(2, fault_words(error)))
        link.outbox_changed.connect(self.on_outbox_changed)
        self.inbox.told.connect(self.on_told)
        self.inbox_page.event_opened.connect(self.open_event)
        self.inbox_page.mute_wanted.connect(self.on_mute_wanted)
        self.events.opened.connect(self.on_event_opened)
        stage.notice.connect(self.on_notice)
        stage.files_wanted.connect(self.on_files_wanted)
        stage.drafted.connect(self.on_drafted)
        stage.report_wanted.connect(self.on_report_wanted)
        stage.video_wanted.connect(self.on_video_wanted)
        self.events.loaded.connect(self.on_event_loaded)
        self.map_page.event_wanted.connect(self.open_event)
        self.map_page.camera_wanted.connect(self._window.page.show_camera)
        self.map_page.cameras_wanted.connect(self.cameras_wanted)
        self.map_page.saved.connect(lambda text: self.on_notice(0, text))
        self.outbox.send_wanted.connect(link.send_anyway)
        self.outbox.drop_wanted.connect(link.give_up)
        self._second.timeout.connect(self.on_second)
        self._second.start()

    def start(self) -> None:
        """Ask who sits here."""
        self.on_state_changed(self.link.state)
        if self.link.state is not LinkState.NOT_CONFIGURED:
            kept = self._kept()
            self._window.show_cover()
            self.panel.ask_sign_in(kept.get("login", ""), kept)

    def close(self) -> None:
        """End the connection."""
        self._second.stop()
        self.link.close()
        self._videos.cleanup()
        if self._tiles is not None:
            self._tiles.close()

    def _open_base_map(self, settings: Settings) -> MbTiles | None:
        file = settings.base_map
        if file is None:
            return None
        try:
            is_gcj02 = settings.base_map_datum == "gcj02"
            tiles = MbTiles(file, is_gcj02=is_gcj02, parent=self)
        except TileFileError as error:
            why = {
                "not_there": self.tr("it can't be read"),
                "vector": self.tr("it has vector tiles; pictures are needed (PNG, JPEG, WebP)"),
                "empty": self.tr("it has no tiles"),
            }.get(str(error), self.tr("it isn't an MBTiles file"))
            text = self.tr("The base map {file} isn't shown: {why}.").format(file=file, why=why)
            self._window.add_notice(NoticeLevel.WARNING, text)
            return None
        self.map_page.set_tiles(tiles)
        tiles.loaded.connect(self.map_page.map.redraw)
        return tiles

    # -- who

    def on_signed_in(self, seat: Seat) -> None:
        """Somebody sits down."""
        if seat.session.must_change_password:
            self.panel.ask_new_password()
            return
        self._keep({"login": seat.session.login, "seat": seat.seat, "shift": seat.shift})
        self._window.uncover()
        self._window.menus.build()
        for name, value in self._drafts():
            self.stage.set_draft(*name, value)
        self.on_outbox_changed()
        text = self.tr("{name} sits at {seat}").format(name=seat.session.name, seat=seat.seat)
        self._window.add_notice(NoticeLevel.INFO, text)

    def on_signed_out(self, is_ended: bool) -> None:
        """Nobody sits here, or the session is over."""
        kept = self._kept()
        told = self.tr("The session is over. Sign in again; nothing is lost.") if is_ended else ""
        self._window.show_cover()
        self.panel.ask_sign_in(kept.get("login", "") if is_ended else "", kept, told)
        self.on_outbox_changed()

    def lock(self) -> None:
        """Cover the screen until the person proves who they are."""
        if self.link.seat is not None:
            self._window.show_cover()
            self.panel.ask_unlock(self.link.seat.session.name)

    def on_unlock_wanted(self, password: str) -> None:
        """The password of who sits here opens the lock, also without the backend."""

        def done(is_right: bool) -> None:
            if is_right:
                self._window.uncover()
            else:
                self.panel.show_fault(self.tr("That isn't this person's password."))

        self.link.check_password(password, done)

    def fill_menu(self, menu: QMenu) -> None:
        """The seat's entries in the menu bar."""
        seated = self.link.seat is not None
        entries = (
            (self.tr("Inbox"), "F6", self.inbox_page.table.setFocus, True),
            (self.tr("Search events"), "Ctrl+Shift+F", self.inbox_page.focus_search, True),
            (self.tr("Open the newest event"), "F4", self.inbox_page.open_first, seated),
            (self.tr("Cameras near the event"), "F8", self.on_near_chosen, seated),
            (self.tr("Hand the seat over…"), "", self.on_hand_over_chosen, seated),
            (self.tr("Put the event away"), "Ctrl+W", self.events.close_event, seated),
            (self.tr("Lock the screen"), "Ctrl+L", self.lock, seated),
            (self.tr("Sign out"), "", self.link.sign_out, seated),
        )
        for text, key, act, can in entries:
            action = menu.addAction(text)
            action.setEnabled(can)
            action.setShortcut(key)
            action.triggered.connect(lambda _, act=act: act())

    def _kept(self) -> dict[str, str]:
        try:
            data = json.loads((self._folder / FILE_NAME).read_text(encoding="utf-8"))
            return {str(name): str(value) for name, value in data.items()}
        except (OSError, ValueError, AttributeError):
            return {}

    def _keep(self, what: Mapping[str, str]) -> None:
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            body = json.dumps(what, ensure_ascii=False).encode()
            write_whole(self._folder / FILE_NAME, body, mode=0o600, prefix=".seat-")
        except OSError as error:
            _log.warning("seat not kept", reason=error.strerror)

    # -- events

    def open_event(self, event: str) -> None:
        """Take an event to hand."""
        self.events.open_event(event)
        self._window.raise_dock("stage")
        self.stage.tabs.setFocus()

    def on_event_loaded(self, event: Event) -> None:
        """The event at hand is marked on the map; a new one is brought into view."""
        place = event.position
        is_new = event.id != self._mapped
        self._mapped = event.id
        where = None if place is None or not is_new else (place["lon"], place["lat"])
        self.map_page.show_event(event.id, where)
        if is_new:
            self.place_shown.emit(where)

    def on_event_opened(self, event: str) -> None:
        """Another event, or none: the cameras of the last one go."""
        self._mapped = ""
        self.place_shown.emit(None)
        if event:
            self.inbox_page.mark_seen(event)

    def on_near_chosen(self) -> None:
        """F8: the cameras that see the event's place, and back to the board of before."""
        place = self.events.shown.position if self.events.shown else None
        if place is not None:
            self.near_wanted.emit(place["lon"], place["lat"])

    def on_hand_over_chosen(self) -> None:
        """Somebody else takes the seat: the open events go with it."""
        seat = self.link.seat
        if seat is None:
            return
        me = seat.session.person
        others = [pair for pair in self.stage.known.people if pair[0] != me]
        names = [name for _, name in others]
        if not names:
            return
        name, given = QInputDialog.getItem(
            self._window,
            self.tr("Hand the seat over"),
            self.tr("Your events go to"),
            names,
            editable=False,
        )
        if given:
            self.hand_over(others[names.index(name)][0])

    def hand_over(self, person: str) -> None:
        """Give every event of this seat to another person, then sign out."""
        seat, client = self.link.seat, self.link.client
        if seat is None:
            return
        me, town = seat.session.person, seat.town

        def work() -> tuple[int, int]:
            given = kept = 0
            for line in client.events.all(town=town, owner=me, is_open=True):
                event = client.events.one(line.id)
                if "hand_over_seat" not in {one.action for one in event.allowed or ()}:
                    continue
                try:
                    to = {"people": [person]}
                    client.events.do(event.id, event.version, "hand_over_seat", to)
                    given += 1
                except ProblemError:
                    kept += 1  # it changed while it was handed over: it stays with this seat
            return given, kept

        def done(counts: tuple[int, int]) -> None:
            given, kept = counts
            text = self.tr("Handed over: {given} events; kept: {kept}")
            level = 1 if kept else 0
            self.on_notice(level, text.format(given=given, kept=kept))
            if not kept:
                self.link.sign_out()

        self.link.tasks.run(
            work,
            done,
            lambda error: self.on_notice(2, fault_words(error)),
            priority=Priority.ORDER,
            label=self.tr("Handing the seat over"),
        )

    def begin_report(self, camera: Camera) -> None:
        """Key E: an event is seen in this camera's picture."""
        if self.link.seat is None:
            text = self.tr("Sign in first: only who sits here can report an event.")
            self._window.add_notice(NoticeLevel.WARNING, text)
            return
        self._window.raise_dock("stage")
        self.stage.ask_report(camera.number, camera.name)
        self._report_camera = camera

    def take_shot(self, camera: Camera, path: Path) -> None:
        """The picture for an event is there."""
        self.shots[camera.number] = path

    def on_report_wanted(self, text: str) -> None:
        """What is seen is told to the backend, with the picture."""
        camera, seat, client = self._report_camera, self.link.seat, self.link.client
        if seat is None:
            return
        shot = self.shots.pop(camera.number, None)
        body: dict[str, Any] = {
            "town": seat.town,
            "source": "pane",
            "text": text,
            "camera": camera.number,
            "address": camera.name,
        }
        if camera.longitude is not None and camera.latitude is not None:
            body["position"] = {"lon": camera.longitude, "lat": camera.latitude}
        else:
            body["grid"] = camera.grid
        key = new_key()

        def work() -> Event:
            sent = dict(body)
            if shot is not None:
                sent["attachments"] = [client.attachments.send_file(shot, seat.town).id]
            return read_record(Event, client.transport.write("POST", f"{BASE}/reports", sent, key))

        def done(event: Event) -> None:
            self.stage.end_report()
            self.open_event(event.id)

        def failed(error: ClientError) -> None:
            self.stage.form.show_fault(fault_words(error))

        words = self.tr("Report from {camera}").format(camera=camera.name)
        self.link.tasks.run(work, done, failed, priority=Priority.ORDER, label=words)

    def on_read_anew(self) -> None:
        """Names, kinds, departments and cameras are known."""
        mirror, seat = self.link.mirror, self.link.seat
        if mirror is None or seat is None:
            return
        people = mirror.people()
        names = {one.id: one.name for one in people}
        rules = mirror.rules() or {}
        language = self._window.language
        word = "zh" if language.startswith("zh") else "en"
        kinds = {one["code"]: one[word] for one in rules.get("subcategories", ())}
        room = [one for one in people if any(g.role in _ROOM_ROLES for g in one.grants)]
        known = Known(
            tuple((name, name) for name in mirror.departments()),
            tuple((one.id, one.name) for one in room),
            tuple((code, f"{code} {kind}") for code, kind in kinds.items()),
        )
        self.inbox_page.set_names(names, kinds)
        self.stage.set_known(known, names, kinds, mirror.cards(), language)
        self.link.tasks.run(
            lambda: self.link.client.towns.cameras(seat.town),
            lambda cameras: self.cameras_read.emit([_camera(one, seat.town) for one in cameras]),
            self._say_no_cameras,
            priority=Priority.UPKEEP,
        )

    def _say_no_cameras(self, error: ClientError) -> None:
        if isinstance(error, MayNotError | NotFoundError):
            return  # not for this person
        text = self.tr("The town's cameras could not be read: {reason}")
        self._window.add_notice(NoticeLevel.WARNING, text.format(reason=fault_words(error)))

    def on_video_wanted(self, name: str, data: bytes) -> None:
        """A video is kept for as long as this program runs, and played from there."""
        folder = Path(self._videos.name)
        file = folder / f"{len(list(folder.iterdir())):04d}{_VIDEO_ENDS.get(Path(name).suffix, '')}"
        file.write_bytes(data)
        self.play_wanted.emit(str(file))

    def on_files_wanted(self, name: str) -> None:
        """Choose photos or videos for a form."""
        files, _ = QFileDialog.getOpenFileNames(
            self._window,
            self.tr("Photos and videos"),
            "",
            self.tr("Photos and videos (*.jpg *.jpeg *.png *.webp *.mp4 *.mov *.webm)"),
        )
        if files:
            self.stage.form.set_files(name, files)

    def on_drafted(self, event: str, action: str, typed: object) -> None:
        """Keep what is typed on the disk."""
        store = self.link.store
        if store is None:
            return
        id_ = f"{event}/{action}"
        if typed is None:
            store.forget("draft", id_)
        else:
            store.keep("draft", [{"id": id_, "typed": typed}])

    def _drafts(self) -> list[tuple[tuple[str, str], Mapping[str, object]]]:
        store = self.link.store
        found = [] if store is None else store.known("draft")
        return [(tuple(one["id"].split("/", 1)), one["typed"]) for one in found]

    # -- what is told

    def on_told(self, telling: Telling) -> None:
        """Something arrived."""
        grades = grade_words()
        for event in telling.events:
            line = self.model.row_of(event.id)
            title = self.model.line(line).title if line is not None else ""
            if event.grade == URGENT:
                self._window.add_notice(NoticeLevel.URGENT, title)
            else:
                self._window.add_notice(NoticeLevel.INFO, f"{grades[event.grade]}  {title}")
        for (grid, kind), count in telling.groups:
            text = self.tr("{grid} {kind}: {count} events").format(
                grid=grid, kind=self.stage.kind_word(kind), count=count
            )
            self._window.add_notice(NoticeLevel.INFO, text)
        if self._mute.lets_through(telling.grade, datetime.now(UTC)):
            self.sound_wanted.emit(telling.grade)

    def on_mute_wanted(self) -> None:
        """Quiet for five minutes, or no longer."""
        now = datetime.now(UTC)
        self._mute = Mute() if self._mute.is_on(now) else self._mute.begun(now)
        self.inbox_page.set_muted(self._mute.is_on(now))

    def on_notice(self, level: int, text: str) -> None:
        """The stage has something to say."""
        self._window.add_notice(_LEVELS[level], text)

    def on_outbox_changed(self) -> None:
        """What waits is shown."""
        self.outbox.show_writes(self.link.waiting())
        self.show_state()

    def on_state_changed(self, state: LinkState) -> None:
        """The backend is there, or not."""
        if state is LinkState.AWAY:
            text = self.tr("The backend doesn't answer; what you do is kept and sent later.")
            self._window.add_notice(NoticeLevel.ERROR, text)
        self.show_state()

    def on_second(self) -> None:
        """Ages and the mute go with the time."""
        self.inbox_page.set_muted(self._mute.is_on(datetime.now(UTC)))
        self.show_state()

    def show_state(self) -> None:
        """The backend in the status bar, and the banner while it is away."""
        link = self.link
        waiting = link.waiting()
        asks = sum(one.state is not OutState.WAITING for one in waiting)
        words = {
            LinkState.NOT_CONFIGURED: "",
            LinkState.SIGNED_OUT: self.tr("nobody signed in"),
            LinkState.READING: self.tr("reading…"),
            LinkState.LIVE: self.tr("live"),
            LinkState.AWAY: self.tr("▲ away"),
        }[link.state]
        if waiting:
            words += self.tr(" · outbox {count}").format(count=len(waiting))
        if asks:
            words += self.tr(" · ■ {count} to decide").format(count=asks)
        busy = [one.label for one in link.tasks.waiting if one.label]
        if busy and link.tasks.oldest_s() > BUSY_AFTER_S:
            words += f" · {busy[0]}…"
        self._window.set_backend_words(words)
        banner = ""
        if link.state is LinkState.AWAY:
            heard = link.heard_at
            at = "—" if heard is None else f"{heard.astimezone(self._zone):%H:%M:%S}"
            text = self.tr(
                "■ The backend doesn't answer. Everything here is as of {at}."
                " What you do waits ({count}) and is sent as soon as it is back."
            )
            banner = text.format(at=at, count=len(waiting))
        self._window.set_banner(banner)

    def show_view(self, view: View) -> None:
        """Show one of the inbox's saved filters."""
        self.inbox_page.show_view(view)


def _camera(one: TownCamera, town: str) -> Camera:
    """A camera of the backend's list as the board knows it."""
    grid = one.grid or ""
    return Camera(
        number=one.id,
        name=one.name,
        village=grid.partition("-")[0] or town,
        grid=grid,
        sub_url=one.sub_url or one.main_url,
        main_url=one.main_url,
        user=one.user_name,
        password=one.password,
        longitude=one.lon,
        latitude=one.lat,
        direction_deg=one.direction_deg,
        view_deg=one.view_deg,
        ptz_url=one.ptz_url,
        key=one.is_key,
        sound=one.has_sound,
    )
