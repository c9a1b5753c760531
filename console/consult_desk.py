"""Consultations at this seat: made here and joined to event, map, board and backend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import tzinfo
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from backend_client.errors import ClientError
from backend_client.minutes import Format
from backend_client.records import Entry, Event, WhoToSend
from console.controllers.board_controller import BoardController
from console.controllers.consult_controller import ConsultController
from console.controllers.consult_pictures import ConsultPictures
from console.controllers.map_controller import MapController
from console.desk import Desk
from console.main_window import MainWindow
from console.pages.board_page import BoardPage
from console.pages.consult_voice import ConsultVoice
from console.pages.consult_window import ConsultWindow
from console.pages.event_words import platform_words
from console.pages.fault_words import fault_words
from console.state.board import PaneContent
from console.state.camera import Camera
from console.state.consult_panes import pane_id, pane_item
from console.state.nearest_cameras import nearest_cameras
from console.state.sound_choice import SoundChoice
from console.state.voice_limits import VoiceLimits
from console.voice.voice_link import VoiceLink
from widgets.asking import ask_text, choose_new_file

OPENED = "event.open_consultation"
INVITED = "event.invite_parties"
OFFERED = 40
"""So many cameras near the place are offered."""
LAID = 2
"""So many are laid on a new table at once."""


class ConsultDesk(QObject):
    """Everything of consultations in one place.

    Signals:
        said: Something is to be told: how much it matters (0…2), and the words.
        called: This person's party is called to a table.
    """

    said = Signal(int, str)
    called = Signal()

    def __init__(
        self,
        board: BoardController,
        window: MainWindow,
        desk: Desk,
        zone: tzinfo,
        sound: SoundChoice,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._board = board
        self._main = window
        self._desk = desk
        self._known: Sequence[Camera] = ()
        self._laid = ""
        link = desk.link
        self.table = ConsultController(link, parent=self)
        self.pictures = ConsultPictures(link, self.table, board.pool, self)
        self.panes = BoardPage(board)
        self.map = MapController(link, self)
        self.line = VoiceLink(VoiceLimits(), self)
        voice = ConsultVoice(link, self.table, self.line)
        voice.use_devices(sound)
        self.window = ConsultWindow(self.table, self.pictures, self.panes, voice, zone)
        self.window.centre.live.offered = self.offered
        if desk.tiles is not None:
            self.window.centre.surfaces.map.set_tiles(desk.tiles)
        self._connect()

    def _connect(self) -> None:
        """All signals of consultations, in one place."""
        desk, window, table = self._desk, self.window, self.table
        surfaces, words = window.centre.surfaces, window.words
        desk.link.entries_arrived.connect(self.on_entries)
        desk.link.read_anew.connect(lambda _: self.show_known())
        desk.stage.table_wanted.connect(self.open_at_hand)
        desk.events.acted.connect(self.on_acted)
        self.map.grids_read.connect(surfaces.map.set_grids)
        self.map.points_read.connect(surfaces.map.set_points)
        if desk.tiles is not None:
            desk.tiles.loaded.connect(surfaces.map.redraw)
        window.left.connect(table.close)
        window.seen.connect(lambda seen: self.map.set_watched(watched=seen))
        window.event_wanted.connect(self.on_event_wanted)
        words.candidates_wanted.connect(self.read_candidates)
        words.docx.clicked.connect(lambda: self.on_minutes_wanted("docx"))
        words.pdf.clicked.connect(lambda: self.on_minutes_wanted("pdf"))
        words.amendment_wanted.connect(self.on_amendment_wanted)
        window.voice.sound_chosen.connect(lambda _: self._main.keep_soon())
        table.opened.connect(self.on_opened)
        table.changed.connect(self.lay_near)
        table.failed.connect(lambda error: window.tell(fault_words(error)))
        table.decided.connect(self.on_decided)

    @property
    def sound(self) -> SoundChoice:
        """The devices that are spoken and listened with."""
        return self.window.voice.sound.choice

    def set_cameras(self, cameras: Sequence[Camera]) -> None:
        """Know these cameras."""
        self._known = cameras
        self._board.set_cameras(cameras)

    # -- coming to the table

    def open_at_hand(self, signs: bool = False) -> None:
        """Sit down at the table of the event at hand; ``signs``: with the decision in front."""
        event = self._desk.events.shown
        if event is None or not event.facts.get("consultation"):
            self.said.emit(1, self.tr("The event at hand has no consultation."))
            return
        self.open(event.id)
        if signs:
            self.window.words.setCurrentWidget(self.window.words.decision)
            self.window.words.form.setFocus()

    def open(self, event: str) -> None:
        """Sit down at an event's table."""
        self.show_known()
        mirror = self._desk.link.mirror
        if mirror is not None:
            self.map.on_read_anew(mirror.lines())
        self.table.open(event)
        self.window.show_it()

    def on_opened(self, event: str) -> None:
        """Another table, or none: the window goes with it."""
        if not event:
            self._laid = ""
            if self.window.isVisible():
                self.window.close()
            return
        shown = self._desk.events.shown
        place = shown.position if shown is not None and shown.id == event else None
        if place is not None:
            self.window.centre.surfaces.map.show_place(place["lon"], place["lat"], 800.0)

    def on_acted(self, action: str, event: Event) -> None:
        """Who opens a consultation sits down at its table."""
        if action == OPENED.removeprefix("event."):
            self.open(event.id)

    def on_entries(self, entries: Sequence[Entry]) -> None:
        """A party of this person's is called: that is told, and heard."""
        seat = self._desk.link.seat
        if seat is None:
            return
        own = {one.platform or one.department for one in seat.session.grants} - {None}
        for one in entries:
            if one.what not in (OPENED, INVITED) or one.who.id == seat.session.person:
                continue
            told = (one.change.get("changed") or {}).get("consultation") or {}
            called = {*(told.get("platforms") or ()), *(told.get("departments") or ())}
            for party in sorted(own & called, key=str):
                text = self.tr("{party} is called to a consultation by {who}: Ctrl+Alt+H joins")
                name = platform_words().get(str(party), str(party))
                self.said.emit(1, text.format(party=name, who=one.who.name))
                self.called.emit()
                if one.event and not self._desk.events.event_id:
                    self._desk.open_event(one.event)

    def on_event_wanted(self, event: str) -> None:
        """The event of the table, in the main window."""
        self._desk.open_event(event)
        self._main.activateWindow()

    # -- what is known

    def show_known(self) -> None:
        """Departments, people and names, for forms and the course."""
        known = self._desk.stage.known
        self.window.people.known = known
        self.window.words.known = replace(known, people=self.window.words.known.people)
        self.window.words.measures.set_departments([name for name, _ in known.departments])
        mirror = self._desk.link.mirror
        if mirror is not None:
            self.window.centre.set_names({one.id: one.name for one in mirror.people()})

    def offered(self) -> Sequence[Camera]:
        """Cameras for the table: those that see the place first."""
        event = self.table.record
        place = None if event is None else event.position
        if place is None:
            return self._known[:OFFERED]
        return nearest_cameras(self._known, place["lon"], place["lat"], OFFERED)

    def lay_near(self) -> None:
        """A new table begins with the cameras that see the place."""
        table = self.table
        is_ready = table.record is not None and self._known and table.powers.presents
        if not is_ready or self._laid == table.event_id:
            return
        self._laid = table.event_id
        if "presenter" not in table.items:
            table.present(table.me)
        if table.items_of("pane"):
            return
        place = table.record.position if table.record else None
        if place is None:
            return
        near = nearest_cameras(self._known, place["lon"], place["lat"], LAID)
        for pane, camera in enumerate(near):
            table.put(pane_item(PaneContent(camera.number)), pane_id(pane))

    def read_candidates(self) -> None:
        """Who could be sent with the decision."""
        event, link = self.table.event_id, self._desk.link

        def done(who: WhoToSend) -> None:
            people = tuple((one.person, one.name) for one in who.candidates)
            words = self.window.words
            words.known = replace(words.known, people=people)
            words.show_decision()

        link.tasks.run(lambda: link.client.sending.candidates(event), done, lambda _: None)

    # -- what comes of it

    def on_decided(self, event: Event) -> None:
        """The decision is signed: from it everything follows."""
        text = self.tr("{number}: the decision is signed; the departments are told")
        self.said.emit(0, text.format(number=event.number))
        self.window.tell(self.tr("Signed. The departments are told."))

    def on_minutes_wanted(self, kind: Format) -> None:
        """Keep the minutes as a file."""
        event = self.table.record
        if event is None:
            return
        name = self.tr("Minutes {number}").format(number=event.number)
        choose_new_file(
            self.window,
            self.tr("Keep the minutes"),
            f"{name}.{kind}",
            f"*.{kind}",
            lambda file: self.write_minutes(kind, Path(file)),
        )

    def write_minutes(self, kind: Format, file: Path) -> None:
        """Write the newest minutes into a file."""
        event, client = self.table.event_id, self._desk.link.client
        file = file.with_suffix(f".{kind}")

        def work() -> bytes:
            newest = client.minutes.versions(event)[-1]
            return client.minutes.file(event, newest.version, kind)

        def done(data: bytes) -> None:
            try:
                file.write_bytes(data)
            except OSError as error:
                text = self.tr("The minutes could not be written: {reason}")
                self.window.tell(text.format(reason=error.strerror or ""))
                return
            self.window.tell(self.tr("The minutes were written: {file}").format(file=file))

        self._desk.link.tasks.run(work, done, self._tell_fault, label=self.tr("Making the minutes"))

    def on_amendment_wanted(self) -> None:
        """Amend the minutes: as a new version, with what is put right and why."""
        ask_text(
            self.window,
            self.tr("Amend the minutes"),
            self.tr("What is put right"),
            lambda text: ask_text(
                self.window,
                self.tr("Amend the minutes"),
                self.tr("Why"),
                lambda reason: self.amend(text, reason),
            ),
        )

    def amend(self, text: str, reason: str) -> None:
        """Make the next version of the minutes."""
        event, client = self.table.event_id, self._desk.link.client
        self._desk.link.tasks.run(
            lambda: client.minutes.amend(event, text, reason),
            lambda _: self.window.tell(self.tr("The minutes have a new version.")),
            self._tell_fault,
        )

    def _tell_fault(self, error: ClientError) -> None:
        self.window.tell(fault_words(error))

    def close(self) -> None:
        """End with the main window."""
        self.table.close(ends=True)
        self.window.close()
        self.window.end()
        self.line.close()
        self.pictures.close()
        self.window.deleteLater()
