"""The seat at the backend: made here and joined to the window, as the composition root asks."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QMenu

from backend_client.errors import ClientError, MayNotError, NotFoundError
from backend_client.local_store import OutWrite
from backend_client.records import Camera as TownCamera
from backend_client.records import Entry, Event, Line
from console.config import Settings
from console.controllers.backend_link import BackendLink, LinkState, Seat
from console.controllers.event_controller import EventController
from console.controllers.event_watch import EventWatch
from console.controllers.hand_over import HandOver
from console.controllers.inbox_controller import InboxController
from console.controllers.map_controller import MapController
from console.controllers.pane_report import PaneReport
from console.controllers.town_cameras import camera_of
from console.controllers.undo import UndoStack
from console.main_window import MainWindow
from console.map_tiles import MbTiles, TileFileError
from console.models.inbox_model import InboxModel
from console.pages.action_fields import Known
from console.pages.event_stage import EventStage
from console.pages.event_words import action_word, grade_words, status_words, time_words
from console.pages.fault_words import fault_words
from console.pages.inbox_page import InboxPage
from console.pages.link_words import GIVE_UP_AFTER_S, backend_view, banner_words
from console.pages.map_page import MapPage
from console.pages.outbox_page import OutboxPage
from console.seat_file import keep_seat, read_seat
from console.state.arrivals import URGENT, Mute, Telling
from console.state.camera import Camera
from console.state.followed import FIELD_STATUS
from console.state.inbox_filter import View
from console.state.roles import ROOM_ROLES
from console.tasks.task_queue import Priority
from widgets.asking import ask_choice, choose_files
from widgets.notice_list import NoticeLevel
from widgets.sign_in_panel import SignInPanel

_VIDEO_ENDS = {end: end for end in (".mp4", ".mov", ".webm")}
_LEVELS = (NoticeLevel.INFO, NoticeLevel.WARNING, NoticeLevel.ERROR)


class Desk(QObject):
    """Inbox, stage, outbox and sign-in on a window, and the connection under them.

    Signals:
        cameras_read: The town's cameras (a list).
        cameras_denied: The town's cameras aren't for this person.
        sound_wanted: Something arrived: its grade.
        play_wanted: A recording is to be played (its file).
        near_wanted: The cameras that see a place are to be opened: longitude, latitude.
        pointing_wanted: A camera that turns is to look at a place: longitude, latitude.
        place_shown: Where the event at hand is, None for nowhere or none at hand.
        cameras_wanted: These cameras are to be opened (numbers).
    """

    cameras_read = Signal(object)
    cameras_denied = Signal()
    sound_wanted = Signal(int)
    near_wanted = Signal(float, float)
    pointing_wanted = Signal(float, float)
    cameras_wanted = Signal(object)
    place_shown = Signal(object)
    play_wanted = Signal(str)

    def __init__(
        self, settings: Settings, window: MainWindow, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._folder = folder = settings.data_folder
        self._window = window
        self._zone = zone = settings.zone
        self._mute = Mute()
        self.undo = UndoStack(self)
        self.link = BackendLink(settings.addresses, folder / "backend", window.language, self)
        self.model = InboxModel(self)
        self.inbox = InboxController(self.link, self.model, self)
        self.events = EventController(self.link, lambda one: action_word(one, one), self)
        self.watch = EventWatch(self.link, self)
        self.reports = PaneReport(self.link, self)
        self.handing = HandOver(self.link, self)
        self.inbox_page = InboxPage(self.inbox, self.model, zone, window)
        self.stage = EventStage(self.events, zone, window)
        self.outbox = OutboxPage(zone, window)
        self.map_page = MapPage(MapController(self.link, self), zone, window)
        self.panel = SignInPanel(window)
        self.panel.hide()
        self.tiles = self._open_base_map(settings)
        self._mapped = ""
        self._waiting: Sequence[OutWrite] = ()
        self._videos = tempfile.TemporaryDirectory(prefix="fengqiao-")
        self._second = QTimer(self, interval=1000)
        self._connect()
        window.add_desk(self.inbox_page, self.stage, self.outbox, self.map_page)
        window.fill_seat_menu = self.fill_menu
        window.cover = self.panel

    def _connect(self) -> None:
        """All signals of the desk, in one place."""
        self._connect_link()
        self._connect_events()
        window, panel = self._window, self.panel
        window.urgent.open_wanted.connect(self.open_urgent)
        window.status.give_up_wanted.connect(lambda: self.link.tasks.give_up(GIVE_UP_AFTER_S))
        panel.sign_in_wanted.connect(self.link.sign_in)
        panel.unlock_wanted.connect(self.on_unlock_wanted)
        panel.password_wanted.connect(self.link.change_password)
        panel.other_wanted.connect(self.link.sign_out)
        panel.watch_wanted.connect(window.uncover)
        self.map_page.event_wanted.connect(self.open_event)
        self.map_page.camera_wanted.connect(window.page.show_camera)
        self.map_page.cameras_wanted.connect(self.cameras_wanted)
        self.map_page.saved.connect(lambda text: self.on_notice(0, text))
        self.undo.changed.connect(window.menus.build)
        self._second.timeout.connect(self.on_second)
        self._second.start()

    def _connect_link(self) -> None:
        link = self.link
        link.signed_in.connect(self.on_signed_in)
        link.sign_in_failed.connect(lambda error: self.panel.show_fault(fault_words(error)))
        link.signed_out.connect(self.on_signed_out)
        link.read_anew.connect(lambda _: self.on_read_anew())
        link.state_changed.connect(self.on_state_changed)
        link.read_failed.connect(self.on_fault)
        link.outbox_changed.connect(self.on_outbox_changed)
        link.tasks.changed.connect(self.show_state)
        self.outbox.told.connect(lambda text: self.on_notice(1, text))
        self.outbox.send_wanted.connect(link.send_anyway)
        self.outbox.drop_wanted.connect(link.give_up)

    def _connect_events(self) -> None:
        stage, events, reports = self.stage, self.events, self.reports
        self.inbox.told.connect(self.on_told)
        self.inbox_page.event_opened.connect(self.open_event)
        self.inbox_page.mute_wanted.connect(self.on_mute_wanted)
        events.opened.connect(self.on_event_opened)
        events.loaded.connect(self.on_event_loaded)
        events.people_sent.connect(self.on_people_sent)
        events.withdrawn.connect(self.on_withdrawn)
        self.watch.urgent_changed.connect(self.show_urgent)
        self.watch.followed.connect(self.on_followed)
        stage.notice.connect(self.on_notice)
        stage.files_wanted.connect(self.on_files_wanted)
        stage.drafted.connect(self.on_drafted)
        stage.report_wanted.connect(reports.report)
        stage.video_wanted.connect(self.on_video_wanted)
        reports.reported.connect(self.on_reported)
        reports.kept_for_later.connect(self.on_report_kept)
        reports.failed.connect(lambda error: stage.foot.show_fault(fault_words(error)))
        self.handing.done.connect(self.on_handed_over)
        self.handing.failed.connect(self.on_fault)

    def start(self) -> None:
        """Ask who sits here."""
        self.on_state_changed(self.link.state)
        if self.link.state is not LinkState.NOT_CONFIGURED:
            kept = read_seat(self._folder)
            self._window.show_cover()
            self.panel.ask_sign_in(kept.get("login", ""), kept)

    def close(self) -> None:
        """End the connection."""
        self._second.stop()
        self.link.close()
        self._videos.cleanup()
        if self.tiles is not None:
            self.tiles.close()

    def _open_base_map(self, settings: Settings) -> MbTiles | None:
        file = settings.base_map
        if file is None:
            return None
        try:
            is_gcj02, is_dark = settings.base_map_datum == "gcj02", settings.base_map_look == "map"
            tiles = MbTiles(file, is_gcj02=is_gcj02, is_dark=is_dark, parent=self)
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

    @property
    def is_room(self) -> bool:
        """Whether somebody of the command room sits here, who accepts, sends and reports."""
        return self.link.seat is not None and bool(self.link.seat.roles & ROOM_ROLES)

    def on_signed_in(self, seat: Seat) -> None:
        """Somebody sits down."""
        if seat.session.must_change_password:
            self.panel.ask_new_password()
            return
        kept = {"login": seat.session.login, "seat": seat.seat, "shift": seat.shift}
        keep_seat(self._folder, kept)
        self._window.uncover()
        self._window.menus.build()
        self.stage.set_reporting(can_report=self.is_room)
        self._take_drafts()
        text = self.tr("{name} sits at {seat}").format(name=seat.session.name, seat=seat.seat)
        self._window.add_notice(NoticeLevel.INFO, text)

    def on_signed_out(self, is_ended: bool) -> None:
        """Nobody sits here, or the session is over."""
        kept = read_seat(self._folder)
        told = self.tr("The session is over. Sign in again; nothing is lost.") if is_ended else ""
        self._window.show_cover()
        self.panel.ask_sign_in(kept.get("login", "") if is_ended else "", kept, told)
        if not is_ended:
            self.undo.clear()

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
        """The seat's entries in the menu bar; what a role may not do isn't there."""
        seated = self.link.seat is not None
        undone = self.tr("Undo: {what}").format(what=self.undo.words or "—")
        entries: list[tuple[str, str, Callable[[], object], bool]] = [
            (self.tr("Inbox"), "F6", self.inbox_page.table.setFocus, True),
            (self.tr("Search events"), "Ctrl+Shift+F", self.inbox_page.focus_search, True),
            (self.tr("What waits to be sent"), "Shift+F6", self.show_outbox, True),
            (self.tr("Open the newest event"), "F4", self.inbox_page.open_first, seated),
        ]
        if self.is_room:
            entries += [
                (self.tr("Open the urgent event that waits"), "F7", self.open_urgent, seated),
                (self.tr("Cameras near the event"), "F8", self.on_near_chosen, seated),
                (self.tr("Turn a camera to the event"), "Shift+F8", self.on_point_chosen, seated),
                (undone, "Ctrl+Z", self.undo.undo, bool(self.undo.words)),
                (self.tr("Hand the seat over…"), "", self.on_hand_over_chosen, seated),
            ]
        entries += [
            (
                self.tr("Consultation of the event at hand"),
                "Ctrl+Alt+H",
                lambda: self.stage.table_wanted.emit(False),
                seated,
            ),
            (self.tr("Put the event away"), "Ctrl+W", self.events.close_event, seated),
            (self.tr("Lock the screen"), "Ctrl+L", self.lock, seated),
            (self.tr("Sign out"), "", self.link.sign_out, seated),
        ]
        for text, key, act, can in entries:
            action = menu.addAction(text)
            action.setEnabled(can)
            action.setShortcut(key)
            action.triggered.connect(lambda _, act=act: act())

    def on_hand_over_chosen(self) -> None:
        """Somebody else takes the seat: the open events go with it."""
        seat = self.link.seat
        me = "" if seat is None else seat.session.person
        others = [pair for pair in self.stage.known.people if pair[0] != me]
        if others:
            ask_choice(
                self._window,
                self.tr("Hand the seat over"),
                self.tr("Your events go to"),
                [name for _, name in others],
                lambda place: self.handing.begin(others[place][0]),
            )

    def on_handed_over(self, given: int, kept: int) -> None:
        """The events are somebody else's now; who keeps some stays signed in."""
        text = self.tr("Handed over: {given} events; kept: {kept}")
        self.on_notice(1 if kept else 0, text.format(given=given, kept=kept))
        if not kept:
            self.link.sign_out()

    # -- events

    def open_event(self, event: str) -> None:
        """Take an event to hand."""
        self.events.open_event(event)
        self._window.raise_dock("stage")
        self.stage.tabs.setFocus()

    def open_urgent(self) -> None:
        """F7: the 紧急 event that has waited for acceptance longest."""
        if (first := self.watch.most_pressing) is not None:
            self.open_event(first.id)

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

    def show_on_map(self, camera: str) -> None:
        """M on a pane: where its camera hangs and looks."""
        self._window.raise_dock("map")
        self.map_page.show_camera(camera)

    def on_near_chosen(self) -> None:
        """F8: the cameras that see the event's place, and back to the board of before."""
        place = self.events.shown.position if self.events.shown else None
        if place is not None:
            self.near_wanted.emit(place["lon"], place["lat"])

    def on_point_chosen(self) -> None:
        """Shift+F8: the camera that turns looks at the event's place."""
        place = self.events.shown.position if self.events.shown else None
        if place is not None:
            self.pointing_wanted.emit(place["lon"], place["lat"])

    def on_people_sent(self, event: Event, people: Sequence[str]) -> None:
        """People were sent by one key: one key takes them back while they aren't there yet."""
        words = self.tr("sending people to {number}").format(number=event.number)
        why = self.tr("sent by mistake")

        def withdraw() -> None:
            self.events.withdraw(event.id, people, why, words, add)

        def add() -> None:
            self.undo.add(words, withdraw)

        add()

    def on_withdrawn(self, words: str, count: int) -> None:
        """The backend agreed; of those who were sent somebody may be there already."""
        text = self.tr("Taken back: {what}") if count else self.tr("Too late to take back: {what}")
        self.on_notice(0 if count else 1, text.format(what=words))

    # -- reports from panes

    def begin_report(self, camera: Camera) -> bool:
        """Key E: an event is seen in this camera's picture; False where nobody may report it."""
        if not self.is_room:
            text = self.tr("Only who sits in the command room can report an event from a pane.")
            self._window.add_notice(NoticeLevel.WARNING, text)
            return False
        self.reports.begin(camera)
        self._window.raise_dock("stage")
        self.stage.ask_report(camera.number, camera.name)
        return True

    def on_reported(self, number: str, event: Event) -> None:
        """The backend has it."""
        goes_on = self.stage.end_report(number)
        self.open_event(event.id)
        if goes_on:
            self.stage.tell_when_known(event.id)

    def on_report_kept(self, number: str, words: str) -> None:
        """The backend is away: the words wait in the outbox."""
        self.stage.end_report(number)
        self.stage.on_kept_for_later(words)

    def on_read_anew(self) -> None:
        """Names, kinds, departments and cameras are known."""
        seat, client = self.link.seat, self.link.client
        if seat is None:
            return
        self.show_known()
        self.link.tasks.run(
            lambda: client.towns.cameras(seat.town),
            lambda cameras: self._take_cameras(cameras, seat.town),
            self._say_no_cameras,
            priority=Priority.UPKEEP,
        )

    def on_language_changed(self) -> None:
        """Words that come from the backend are said in the other language from now on."""
        self.link.client.transport.language = self._window.language.replace("_", "-")
        self.show_known()
        self.show_state()
        self.show_urgent()

    def show_known(self) -> None:
        """Hand on names, kinds, departments and cards, in the language of the moment."""
        mirror = self.link.mirror
        if mirror is None:
            return
        people = mirror.people()
        names = {one.id: one.name for one in people}
        rules = mirror.rules() or {}
        language = self._window.language
        word = "zh" if language.startswith("zh") else "en"
        kinds = {one["code"]: one[word] for one in rules.get("subcategories", ())}
        room = [one for one in people if any(g.role in ROOM_ROLES for g in one.grants)]
        known = Known(
            tuple((name, name) for name in mirror.departments()),
            tuple((one.id, one.name) for one in room),
            tuple((code, f"{code} {kind}") for code, kind in kinds.items()),
        )
        self.inbox_page.set_names(names, kinds)
        self.stage.set_known(known, names, kinds, mirror.cards(), language)

    def _take_cameras(self, cameras: Sequence[TownCamera], town: str) -> None:
        """Some may know where cameras hang, and not watch them: those come without addresses."""
        watched = [one for one in cameras if one.sub_url or one.main_url]
        if watched or not cameras:
            self.cameras_read.emit([camera_of(one, town) for one in watched])
        else:
            self.cameras_denied.emit()

    def _say_no_cameras(self, error: ClientError) -> None:
        if isinstance(error, MayNotError | NotFoundError):
            self.cameras_denied.emit()
            return
        text = self.tr("The town's cameras could not be read: {reason}")
        self._window.add_notice(NoticeLevel.WARNING, text.format(reason=fault_words(error)))

    # -- files and drafts

    def on_video_wanted(self, name: str, data: bytes) -> None:
        """A video is kept for as long as this program runs, and played from there."""
        folder = Path(self._videos.name)
        file = folder / f"{len(list(folder.iterdir())):04d}{_VIDEO_ENDS.get(Path(name).suffix, '')}"
        file.write_bytes(data)
        self.play_wanted.emit(str(file))

    def on_files_wanted(self, name: str) -> None:
        """Choose photos or videos for a form."""
        choose_files(
            self._window,
            self.tr("Photos and videos"),
            self.tr("Photos and videos (*.jpg *.jpeg *.png *.webp *.mp4 *.mov *.webm)"),
            lambda files: self.stage.form.set_files(name, files),
        )

    def on_drafted(self, key: tuple[str, str], typed: object) -> None:
        """Keep what is typed on the disk."""
        store = self.link.store
        if store is None:
            return
        id_ = "/".join(key)
        if typed is None:
            store.forget("draft", id_)
        else:
            store.keep("draft", [{"id": id_, "typed": typed}])

    def _take_drafts(self) -> None:
        """What this person typed and didn't send; a report from a pane is told of."""
        store = self.link.store
        for one in [] if store is None else store.known("draft"):
            about, _, what = one["id"].partition("/")
            self.stage.foot.set_draft((about, what), one["typed"])
            text = str(one["typed"].get("text") or "").strip()
            if about == "report" and text:
                words = self.tr("Not sent yet: “{text}” of {camera}; E on its pane goes on with it")
                self.on_notice(1, words.format(text=text[:40], camera=what))

    # -- what is told

    def on_told(self, telling: Telling) -> None:
        """Something arrived."""
        grades = grade_words()
        for event in telling.events:
            if event.grade == URGENT:
                self._window.add_notice(NoticeLevel.URGENT, event.title)
            else:
                self._window.add_notice(NoticeLevel.INFO, f"{grades[event.grade]}  {event.title}")
        for (grid, kind), count in telling.groups:
            text = self.tr("{grid} {kind}: {count} events").format(
                grid=grid, kind=self.stage.kind_word(kind), count=count
            )
            self._window.add_notice(NoticeLevel.INFO, text)
        if self._mute.lets_through(telling.grade, datetime.now(UTC)):
            self.sound_wanted.emit(telling.grade)

    def on_followed(self, line: Line, entry: Entry, level: int) -> None:
        """Something happened to an event of this seat that somebody else has at hand."""
        if line.id == self.events.event_id and entry.what.endswith(FIELD_STATUS):
            return  # the stage tells of those it shows
        what = entry.what.removeprefix("event.")
        word = action_word(what, what)
        if what == FIELD_STATUS:
            status = str(entry.change.get("to", ""))
            word = status_words().get(status, status)
        self.on_notice(level - 1, f"{line.title[:24]}: {word} · {entry.who.name}")

    def on_mute_wanted(self) -> None:
        """Quiet for five minutes, or no longer."""
        now = datetime.now(UTC)
        self._mute = Mute() if self._mute.is_on(now) else self._mute.begun(now)
        self.inbox_page.set_muted(self._mute.is_on(now))

    def on_notice(self, level: int, text: str) -> None:
        """Something is to be said: how much it matters, and the words."""
        self._window.add_notice(_LEVELS[level], text)

    def on_fault(self, error: ClientError) -> None:
        """Something couldn't be done."""
        self.on_notice(2, fault_words(error))

    def on_outbox_changed(self, waiting: Sequence[OutWrite]) -> None:
        """What waits is shown."""
        self._waiting = waiting
        self.outbox.show_writes(waiting)
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
        self.show_urgent()

    def show_outbox(self) -> None:
        """Bring the outbox to the front, under the hand."""
        self._window.raise_dock("outbox")
        self.outbox.list.setFocus()

    def show_state(self) -> None:
        """The backend in the status bar, and the banner while it is away."""
        self._window.status.set_backend(backend_view(self.link, self._waiting))
        count, now = len(self._waiting), datetime.now(UTC)
        self._window.set_banner(banner_words(self.link, count, self._zone, now))

    def show_urgent(self) -> None:
        """紧急 events that nobody has accepted stand above everything, with the most pressing."""
        first, count = self.watch.most_pressing, self.watch.urgent_count
        words = alarm = ""
        if first is not None and self.link.seat is not None:
            now = self.link.now()
            due = first.due_at or first.reported_at
            left = time_words(int((due - now).total_seconds() // 1))
            text = self.tr("{count} urgent to accept · {left} · {title}")
            words = text.format(count=count, left=left, title=first.title)
            alarm = self.tr("{count} urgent events wait to be accepted").format(count=count)
        self._window.set_urgent(words)
        self.panel.show_alarm(alarm if self._window.is_covered else "")

    def show_view(self, view: View) -> None:
        """Show one of the inbox's saved filters."""
        self.inbox_page.show_view(view)
