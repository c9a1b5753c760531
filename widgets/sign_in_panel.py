"""Signing in, unlocking and a new password: covers the window, so nothing is seen behind it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

_CARD_PX = 380


class Asked(StrEnum):
    """What the panel asks for."""

    SIGN_IN = "sign_in"
    UNLOCK = "unlock"
    OWN = "own"
    """A password of one's own."""


class SignInPanel(QWidget):
    """One card in the middle of the window.

    Signals:
        sign_in_wanted: Login, password, seat, shift.
        unlock_wanted: The password.
        password_wanted: The old password and the new one.
        other_wanted: Somebody else wants to sign in.
        watch_wanted: Only the cameras are wanted, without an account.
    """

    sign_in_wanted = Signal(str, str, str, str)
    unlock_wanted = Signal(str)
    password_wanted = Signal(str, str)
    other_wanted = Signal()
    watch_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cover")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._asked = Asked.SIGN_IN
        self.heading = QLabel(self)
        self.heading.setObjectName("heading")
        self.told = _plain(self)
        self.login = QLineEdit(self)
        self.password = _hidden(self)
        self.new = _hidden(self)
        self.again = _hidden(self)
        self.seat = QComboBox(self)
        self.seat.setEditable(True)
        self.shift = QComboBox(self)
        for chooser in (self.seat, self.shift):
            chooser.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.fault = _plain(self)
        self.fault.setObjectName("fault")
        self.alarm = _plain(self)
        self.alarm.setObjectName("alarm")
        self.alarm.hide()
        self.enter = QPushButton(self)
        self.enter.setObjectName("primary")
        self.other = QPushButton(self)
        self._labels: dict[QWidget, QLabel] = {}
        self._lay_out()
        self.enter.clicked.connect(self.on_enter)
        self.other.clicked.connect(self.on_other)
        for field in (self.login, self.password, self.new, self.again):
            field.returnPressed.connect(self.on_enter)
        self.retranslate()

    def _lay_out(self) -> None:
        card = QFrame(self)
        card.setObjectName("card")
        card.setFixedWidth(_CARD_PX)
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setVerticalSpacing(10)
        for field in (self.login, self.password, self.new, self.again, self.seat, self.shift):
            self._labels[field] = QLabel(self)
            form.addRow(self._labels[field], field)
        buttons = QHBoxLayout()
        buttons.addWidget(self.other)
        buttons.addStretch(1)
        buttons.addWidget(self.enter)
        inner = QVBoxLayout(card)
        inner.setContentsMargins(28, 24, 28, 24)
        inner.setSpacing(14)
        inner.addWidget(self.heading)
        inner.addWidget(self.alarm)
        inner.addWidget(self.told)
        inner.addLayout(form)
        inner.addWidget(self.fault)
        inner.addLayout(buttons)
        middle = QVBoxLayout(self)
        middle.addStretch(2)
        middle.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addStretch(3)

    # -- what is asked

    def ask_sign_in(self, login: str, seats: Mapping[str, str], told: str = "") -> None:
        """Ask for login and password; ``seats`` has "seat" and "shift" of the last time."""
        self._ask(Asked.SIGN_IN, told)
        self.login.setText(login)
        if seats.get("seat"):
            self.seat.setCurrentText(seats["seat"])
        place = self.shift.findData(seats.get("shift"))
        if place >= 0:
            self.shift.setCurrentIndex(place)
        (self.password if login else self.login).setFocus()

    def ask_unlock(self, name: str, told: str = "") -> None:
        """Ask the person who sits here for the password."""
        self._ask(Asked.UNLOCK, told)
        self.heading.setText(self.tr("Locked: {name}").format(name=name))
        self.password.setFocus()

    def ask_new_password(self) -> None:
        """Ask for a password of one's own."""
        old = self.password.text()
        self._ask(Asked.OWN, "")
        self.password.setText(old)
        self.new.setFocus()

    def _ask(self, what: Asked, told: str) -> None:
        self._asked = what
        for field in (self.password, self.new, self.again):
            field.clear()
        signing, changing = what is Asked.SIGN_IN, what is Asked.OWN
        shown: dict[QWidget, bool] = {
            self.login: signing,
            self.seat: signing,
            self.shift: signing,
            self.new: changing,
            self.again: changing,
        }
        for row, is_shown in shown.items():
            row.setVisible(is_shown)
            self._labels[row].setVisible(is_shown)
        self.retranslate()
        self.told.setText(told)
        self.told.setVisible(bool(told))
        self.other.setVisible(not changing)
        self.show_fault("")
        self.set_busy(is_busy=False)

    def show_fault(self, text: str) -> None:
        """Say why not; empty takes it away."""
        self.fault.setText(text)
        self.fault.setVisible(bool(text))
        if text:
            self.set_busy(is_busy=False)
            self.password.selectAll()
            self.password.setFocus()

    def show_alarm(self, text: str) -> None:
        """Say on the locked screen that somebody is needed at once; empty takes it away."""
        self.alarm.setText(text)
        self.alarm.setVisible(bool(text))

    def set_busy(self, *, is_busy: bool) -> None:
        """While the backend is asked."""
        self.enter.setEnabled(not is_busy)
        if is_busy:
            self.enter.setText(self.tr("One moment…"))
        else:
            self._name_enter()

    def on_enter(self) -> None:
        """Enter, or the button."""
        password = self.password.text()
        if not self.enter.isEnabled():
            return
        self.show_fault("")
        if self._asked is Asked.SIGN_IN:
            login = self.login.text().strip()
            if not login or not password:
                self.show_fault(self.tr("Login and password are needed."))
                return
            seat, shift = self.seat.currentText().strip(), self.shift.currentText()
            self.set_busy(is_busy=True)
            self.sign_in_wanted.emit(login, password, seat, shift)
        elif self._asked is Asked.UNLOCK:
            self.set_busy(is_busy=True)
            self.unlock_wanted.emit(password)
        elif self.new.text() != self.again.text():
            self.show_fault(self.tr("The two new passwords aren't the same."))
        else:
            self.set_busy(is_busy=True)
            self.password_wanted.emit(password, self.new.text())

    def on_other(self) -> None:
        """Another way: other person, or only the cameras."""
        if self._asked is Asked.UNLOCK:
            self.other_wanted.emit()
        else:
            self.watch_wanted.emit()

    def _name_enter(self) -> None:
        self.enter.setText(
            {
                Asked.SIGN_IN: self.tr("Sign in"),
                Asked.UNLOCK: self.tr("Unlock"),
                Asked.OWN: self.tr("Change the password"),
            }[self._asked]
        )

    def retranslate(self) -> None:
        """Another language."""
        if self._asked is not Asked.UNLOCK:
            self.heading.setText(self.tr("Fengqiao Console"))
        self.other.setText(
            self.tr("Another person") if self._asked is Asked.UNLOCK else self.tr("Cameras only")
        )
        self._name_enter()
        for field, word in (
            (self.login, self.tr("Login")),
            (self.password, self.tr("Password")),
            (self.new, self.tr("New password")),
            (self.again, self.tr("Once more")),
            (self.seat, self.tr("Seat")),
            (self.shift, self.tr("Shift")),
        ):
            self._labels[field].setText(word)
            field.setAccessibleName(word)
        shift = self.shift.currentIndex()
        self.shift.clear()
        for value, word in (
            ("day", self.tr("Day shift")),
            ("late", self.tr("Late shift")),
            ("night", self.tr("Night shift")),
        ):
            self.shift.addItem(word, value)
        self.shift.setCurrentIndex(max(0, shift))
        seat = self.seat.currentText()
        self.seat.clear()
        self.seat.addItems(
            [self.tr("Seat {number}").format(number=number) for number in range(1, 5)]
        )
        if seat:
            self.seat.setCurrentText(seat)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _plain(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def _hidden(parent: QWidget) -> QLineEdit:
    field = QLineEdit(parent)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setMaxLength(1000)
    return field
