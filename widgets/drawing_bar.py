"""The bar of a drawing: tools, colours, widths, taking back; by mouse and by keys."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeySequence, QPainter, QPen, QPixmap, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QMenu, QToolButton, QWidget

from resources import colours, icons
from widgets.drawing_symbols import EDGE, ink_colour, symbol_icon
from widgets.drawing_values import WIDTHS, DrawingTool, StrokeColour, StrokeSymbol

_ICON_PX = 20
_RATIO = 2
_KEYS: Final[dict[DrawingTool | None, str]] = {
    None: "V",
    DrawingTool.PEN: "B",
    DrawingTool.ARROW: "A",
    DrawingTool.AREA: "R",
    DrawingTool.SYMBOL: "S",
    DrawingTool.TEXT: "T",
    DrawingTool.ERASER: "X",
}
_ICONS: Final[dict[DrawingTool | None, icons.IconName]] = {
    None: "pointer",
    DrawingTool.PEN: "pen",
    DrawingTool.ARROW: "arrow",
    DrawingTool.AREA: "area",
    DrawingTool.TEXT: "text",
    DrawingTool.ERASER: "eraser",
}
_UNDO_KEY = "Ctrl+Z"


class DrawingBar(QWidget):
    """Keys work while the keyboard is anywhere in ``keys_in``, but for fields that are typed in.

    Signals:
        tool_chosen: Another tool (a ``DrawingTool``), or None.
        colour_chosen: A ``StrokeColour``.
        width_chosen: One of ``WIDTHS``.
        symbol_chosen: A ``StrokeSymbol``; its tool is chosen right after it.
        undo_wanted: The last thing that this person drew is to be taken back.
        clear_wanted: All drawings of the surface are to go.
    """

    tool_chosen = Signal(object)
    colour_chosen = Signal(str)
    width_chosen = Signal(int)
    symbol_chosen = Signal(str)
    undo_wanted = Signal()
    clear_wanted = Signal()

    def __init__(self, keys_in: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tool: DrawingTool | None = None
        self.colour: str = StrokeColour.RED
        self.width_px = WIDTHS[1]
        self.symbol: str = StrokeSymbol.POLICE
        self._reasons = ("", "", "")
        self.tools = {tool: self._button() for tool in _KEYS}
        self.colours = {colour: self._button() for colour in StrokeColour}
        self.widths = {width: self._button() for width in WIDTHS}
        self.undo, self.clear = self._button(), self._button()
        self._menu = QMenu(self)
        self._symbols = {symbol: self._menu.addAction("") for symbol in StrokeSymbol}
        self._place()
        self._connect()
        self._add_keys(keys_in)
        self._retranslate()

    def _button(self) -> QToolButton:
        button = QToolButton(self)
        button.setIconSize(QSize(_ICON_PX, _ICON_PX))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # the mouse leaves the keys to the surface
        return button

    def _place(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(2)
        self._groups = [
            self._add_choice(row, list(part.values()))
            for part in (self.tools, self.colours, self.widths)
        ]
        self.undo.setIcon(icons.icon("undo"))
        self.clear.setIcon(icons.icon("clear"))
        row.addWidget(self.undo)
        row.addWidget(self.clear)
        row.addStretch(1)
        symbol = self.tools[DrawingTool.SYMBOL]
        symbol.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        symbol.setMenu(self._menu)
        for tool, name in _ICONS.items():
            self.tools[tool].setIcon(icons.icon(name))
        self.tools[None].setChecked(True)
        self.widths[self.width_px].setChecked(True)
        self.colours[StrokeColour(self.colour)].setChecked(True)

    def _add_choice(self, row: QHBoxLayout, buttons: list[QToolButton]) -> QButtonGroup:
        """Buttons of which one is down, and a line after them."""
        group = QButtonGroup(self)
        for button in buttons:
            button.setCheckable(True)
            group.addButton(button)
            row.addWidget(button)
        line = QFrame(self)
        line.setObjectName("divider")
        line.setFixedSize(1, _ICON_PX)
        row.addSpacing(6)
        row.addWidget(line)
        row.addSpacing(6)
        return group

    def _connect(self) -> None:
        """All signals of the bar, in one place."""
        for tool, button in self.tools.items():
            button.clicked.connect(lambda _, tool=tool: self.choose_tool(tool))
        for colour, button in self.colours.items():
            button.clicked.connect(lambda _, colour=colour: self.choose_colour(colour))
        for width, button in self.widths.items():
            button.clicked.connect(lambda _, width=width: self.choose_width(width))
        for symbol, action in self._symbols.items():
            action.triggered.connect(lambda _, symbol=symbol: self.choose_symbol(symbol))
        self.undo.clicked.connect(self.undo_wanted)
        self.clear.clicked.connect(self.clear_wanted)

    def _add_keys(self, keys_in: QWidget) -> None:
        here = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for tool, key in _KEYS.items():
            shortcut = QShortcut(QKeySequence(key), keys_in, context=here)
            shortcut.activated.connect(self.tools[tool].click)
        undo = QShortcut(QKeySequence(_UNDO_KEY), keys_in, context=here)
        undo.activated.connect(self.undo.click)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), keys_in, context=here)
        self._escape.activated.connect(self.tools[None].click)
        self._escape.setEnabled(False)

    # -- what is chosen

    def choose_tool(self, tool: DrawingTool | None) -> None:
        """Take a tool, as by hand."""
        self.set_tool(tool)
        self.tool_chosen.emit(tool)

    def set_tool(self, tool: DrawingTool | None) -> None:
        """Show which tool is in the hand; nothing is told."""
        self.tool = tool
        self.tools[tool].setChecked(True)
        self._escape.setEnabled(tool is not None)

    def choose_colour(self, colour: StrokeColour) -> None:
        """Take a colour."""
        self.colour = colour
        self.colours[colour].setChecked(True)
        self._show()
        self.colour_chosen.emit(colour)

    def choose_width(self, width: int) -> None:
        """Take a width."""
        self.width_px = width
        self.widths[width].setChecked(True)
        self.width_chosen.emit(width)

    def choose_symbol(self, symbol: StrokeSymbol) -> None:
        """Take a symbol, and the tool that puts it down."""
        self.symbol = symbol
        self._show()
        self.symbol_chosen.emit(symbol)
        self.choose_tool(DrawingTool.SYMBOL)

    def set_reasons(self, draw: str = "", undo: str = "", clear: str = "") -> None:
        """Why there is no drawing, no taking back, no wiping now; empty where there is."""
        if self._reasons == (draw, undo, clear):
            return
        self._reasons = draw, undo, clear
        if draw and self.tool is not None:
            self.choose_tool(None)
        self._show()

    # -- how it looks

    def _show(self) -> None:
        draw, undo, clear = self._reasons
        for tool, word in self._tool_words().items():
            reason = "" if tool is None else draw
            _say(self.tools[tool], word, _KEYS[tool], reason)
        for colour, word in self._colour_words().items():
            _say(self.colours[colour], word, "", draw)
            is_on = colour == self.colour
            self.colours[colour].setIcon(_swatch(colour, is_on=is_on))
        for width, word in zip(WIDTHS, self._width_words(), strict=True):
            _say(self.widths[width], word, "", draw)
            self.widths[width].setIcon(_line(width))
        _say(self.undo, self.tr("Undo"), _UNDO_KEY, undo)
        _say(self.clear, self.tr("Wipe all drawings"), "", clear)
        self._show_symbols()

    def _show_symbols(self) -> None:
        words = self._symbol_words()
        for symbol, action in self._symbols.items():
            action.setText(words[symbol])
            action.setIcon(symbol_icon(symbol, self.colour))
        button = self.tools[DrawingTool.SYMBOL]
        button.setIcon(symbol_icon(self.symbol, self.colour))
        button.setAccessibleDescription(words[StrokeSymbol(self.symbol)])

    def _tool_words(self) -> dict[DrawingTool | None, str]:
        return {
            None: self.tr("No tool: move what lies below"),
            DrawingTool.PEN: self.tr("Pen"),
            DrawingTool.ARROW: self.tr("Arrow"),
            DrawingTool.AREA: self.tr("Area"),
            DrawingTool.SYMBOL: self.tr("Symbol"),
            DrawingTool.TEXT: self.tr("Text"),
            DrawingTool.ERASER: self.tr("Eraser"),
        }

    def _colour_words(self) -> dict[StrokeColour, str]:
        return {
            StrokeColour.RED: self.tr("Red"),
            StrokeColour.AMBER: self.tr("Amber"),
            StrokeColour.BLUE: self.tr("Blue"),
            StrokeColour.GREEN: self.tr("Green"),
            StrokeColour.WHITE: self.tr("White"),
        }

    def _width_words(self) -> tuple[str, str, str]:
        return self.tr("Thin"), self.tr("Medium"), self.tr("Thick")

    def _symbol_words(self) -> dict[StrokeSymbol, str]:
        return {
            StrokeSymbol.POLICE: self.tr("Police"),
            StrokeSymbol.FIRE: self.tr("Fire"),
            StrokeSymbol.MEDICAL: self.tr("Medical aid"),
            StrokeSymbol.DANGER: self.tr("Danger"),
            StrokeSymbol.BLOCK: self.tr("Road closed"),
            StrokeSymbol.GATHER: self.tr("Place to gather"),
        }

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Drawing tools"))
        self._menu.setAccessibleName(self.tr("Symbol"))
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def _say(button: QToolButton, word: str, key: str, reason: str) -> None:
    """Name a button; where it can't be used, say why."""
    button.setAccessibleName(word)
    shown = f"{word} ({key})" if key else word
    button.setToolTip(f"{shown}\n{reason}" if reason else shown)
    button.setEnabled(not reason)


def _swatch(colour: StrokeColour, *, is_on: bool) -> QIcon:
    pixmap, painter = _canvas()
    painter.setPen(QPen(QColor(EDGE), 1))
    painter.setBrush(ink_colour(colour))
    painter.drawEllipse(QPointF(_ICON_PX / 2, _ICON_PX / 2), 7.5, 7.5)
    if is_on:
        painter.setPen(QPen(QColor(EDGE), 2.4))
        painter.drawPolyline([QPointF(6.4, 10.2), QPointF(9.2, 13), QPointF(13.8, 7.4)])
    painter.end()
    return QIcon(pixmap)


def _line(width: int) -> QIcon:
    pixmap, painter = _canvas()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.TEXT))
    high = width + 0.5
    painter.drawRoundedRect(QRectF(2, (_ICON_PX - high) / 2, 16, high), high / 2, high / 2)
    painter.end()
    return QIcon(pixmap)


def _canvas() -> tuple[QPixmap, QPainter]:
    pixmap = QPixmap(_ICON_PX * _RATIO, _ICON_PX * _RATIO)
    pixmap.setDevicePixelRatio(_RATIO)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return pixmap, painter
