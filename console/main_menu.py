"""The main window's menus: what they hold is here, what they do is the window's."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from console.state.board import PictureFit
from console.state.layouts import STANDARD_LAYOUTS
from console.state.loop_filter import LoopFilterSkip
from resources.translation import LANGUAGES

if TYPE_CHECKING:
    from console.main_window import MainWindow


class MainMenu:
    """Builds the menu bar, and builds it again in another language."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.build()

    def build(self) -> None:
        """Make all menus anew, in the language that is set now."""
        bar = self._window.menuBar()
        bar.clear()
        # The window keeps menu actions with shortcuts; without this they would pile up.
        for action in self._window.actions():
            self._window.removeAction(action)
        translate = QCoreApplication.translate
        self._fill_view(bar.addMenu(translate("MainMenu", "&View")))
        self._saved = bar.addMenu(translate("MainMenu", "&Layouts"))
        self._saved.aboutToShow.connect(self.fill_saved)
        self.fill_saved()
        self._fill_cameras(bar.addMenu(translate("MainMenu", "&Cameras")))
        self._fill_video(bar.addMenu(translate("MainMenu", "&Video")))
        if self._window.fill_patrol_menu is not None:
            self._window.fill_patrol_menu(bar.addMenu(translate("MainMenu", "&Patrols")))
        if self._window.fill_wall_menu is not None and self._window.is_dock_offered("wall"):
            self._window.fill_wall_menu(bar.addMenu(translate("MainMenu", "&Wall")))
        if self._window.fill_seat_menu is not None:
            self._window.fill_seat_menu(bar.addMenu(translate("MainMenu", "&Seat")))
        self._fill_languages(bar.addMenu(translate("MainMenu", "Language / 语言")))
        self._fill_help(bar.addMenu(translate("MainMenu", "&Help")))

    def _fill_view(self, menu: QMenu) -> None:
        window, translate = self._window, QCoreApplication.translate
        panes = menu.addMenu(translate("MainMenu", "Panes"))
        group = QActionGroup(panes)
        for number, layout in enumerate(STANDARD_LAYOUTS, 1):
            key = f"Ctrl+{number}" if number < 10 else ""
            action = _add(panes, layout.name.replace("+", " + "), window.layout_setter(layout), key)
            _check(action, layout == window.board_state.layout)
            group.addAction(action)
        fill = window.board_state.fit is PictureFit.FILL
        _check(
            _add(menu, translate("MainMenu", "Fill panes"), window.on_fill_toggled, "Ctrl+G"), fill
        )
        info = _add(
            menu, translate("MainMenu", "Information on panes"), window.on_overlay_toggled, "F3"
        )
        _check(info, window.overlay_visible)
        names = _add(menu, translate("MainMenu", "Camera numbers"), window.on_numbers_toggled)
        _check(names, window.numbers_visible)
        menu.addSeparator()
        _add(menu, translate("MainMenu", "Clear the board"), window.on_clear_chosen)
        menu.addSeparator()
        for dock in window.docks:
            menu.addAction(dock.toggleViewAction())
        full = _add(
            menu, translate("MainMenu", "Full screen"), window.on_full_screen_toggled, "F11"
        )
        _check(full, window.isFullScreen())
        menu.addSeparator()
        _add(menu, translate("MainMenu", "Quit"), window.close, "Ctrl+Q")

    def fill_saved(self) -> None:
        """The saved layouts as they are now."""
        menu, window, translate = self._saved, self._window, QCoreApplication.translate
        menu.clear()
        _add(
            menu, translate("MainMenu", "Save this layout…"), window.on_save_layout_chosen, "Ctrl+S"
        )
        menu.addSeparator()
        names = window.saved_layouts.names
        if not names:
            menu.addAction(translate("MainMenu", "No saved layouts yet")).setEnabled(False)
            return
        rename = QMenu(translate("MainMenu", "Rename"), menu)
        delete = QMenu(translate("MainMenu", "Delete"), menu)
        for name in names:
            _add(menu, name.replace("&", "&&"), window.saved_caller(name))
            _add(rename, name.replace("&", "&&"), window.saved_renamer(name))
            _add(delete, name.replace("&", "&&"), window.saved_deleter(name))
        menu.addSeparator()
        menu.addMenu(rename)
        menu.addMenu(delete)

    def _fill_cameras(self, menu: QMenu) -> None:
        window, translate = self._window, QCoreApplication.translate
        _add(menu, translate("MainMenu", "Find a camera"), window.on_find_chosen, "Ctrl+F")
        _add(menu, translate("MainMenu", "Fill free panes"), window.on_fill_free_chosen, "Ctrl+B")
        menu.addSeparator()
        _add(menu, translate("MainMenu", "Import cameras…"), window.import_chosen.emit, "Ctrl+I")
        _add(menu, translate("MainMenu", "Export cameras…"), window.export_chosen.emit, "Ctrl+E")
        menu.addSeparator()
        _add(menu, translate("MainMenu", "Open snapshot folder"), window.on_open_snapshots_chosen)

    def _fill_video(self, menu: QMenu) -> None:
        window, translate = self._window, QCoreApplication.translate
        options = window.stream_options
        transport = QActionGroup(menu)
        for name in ("tcp", "udp"):
            label = translate("MainMenu", "RTSP over {name}").format(name=name.upper())
            action = _add(menu, label, window.transport_setter(name))
            _check(action, options.transport == name)
            transport.addAction(action)
        menu.addSeparator()
        hardware = _add(menu, window.hardware_words(), window.on_hardware_toggled)
        _check(hardware, bool(options.hardware))
        hardware.setEnabled(bool(window.hardware_found))
        skip = translate("MainMenu", "Skip the loop filter in small panes")
        action = _add(menu, skip, window.on_loop_filter_toggled)
        _check(action, options.loop_filter is not LoopFilterSkip.OFF)
        menu.addSeparator()
        player = _add(
            menu, translate("MainMenu", "Play a recording…"), window.player_chosen.emit, "Ctrl+P"
        )
        player.setEnabled(window.player_possible)

    def _fill_languages(self, menu: QMenu) -> None:
        group = QActionGroup(menu)
        for code, name in LANGUAGES.items():
            action = _add(menu, name, self._window.language_setter(code))
            _check(action, self._window.language == code)
            group.addAction(action)

    def _fill_help(self, menu: QMenu) -> None:
        window, translate = self._window, QCoreApplication.translate
        _add(menu, translate("MainMenu", "Keys"), window.on_keys_chosen, "F1")
        _add(menu, translate("MainMenu", "Find a command"), window.on_palette_chosen, "Ctrl+K")
        _add(menu, translate("MainMenu", "About"), window.on_about_chosen)


def _add(menu: QMenu, text: str, act: Callable[[], object], key: str = "") -> QAction:
    action = menu.addAction(text)
    # Qt hands over whether it's checked; what entries do takes nothing.
    action.triggered.connect(lambda _checked: act())
    if key:
        action.setShortcut(QKeySequence(key))
    return action


def _check(action: QAction, on: bool) -> None:
    action.setCheckable(True)
    action.setChecked(on)
