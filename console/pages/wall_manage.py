"""What is done to walls themselves: made, changed, removed, and their keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QWidget

from backend_client.wall_records import WallScene, WallWhole
from console.controllers.wall_controller import WallController
from console.pages.wall_forms import WallForm
from widgets.asking import ask_again, show_beside

translate = QCoreApplication.translate


def fill_manage_menu(menu: QMenu, walls: WallController, parent: QWidget) -> None:
    """Everything there is to do; without a wall at hand one can be made."""
    menu.clear()
    wall = walls.wall

    def add(text: str, does: Callable[[WallWhole], object], *, needs_key: bool = False) -> None:
        entry = menu.addAction(text)
        entry.setEnabled(wall is not None and (wall.has_key or not needs_key))
        if wall is not None:
            entry.triggered.connect(lambda _: does(wall))

    make = menu.addAction(translate("WallManage", "Make a wall…"))
    make.triggered.connect(lambda _: ask_new_wall(walls, parent))
    change = translate("WallManage", "Change name and viewing distance…")
    add(change, lambda one: ask_change(walls, parent, one))
    menu.addSeparator()
    add(translate("WallManage", "New key…"), lambda one: ask_new_key(walls, parent, one))
    back = translate("WallManage", "Take the key back…")
    add(back, lambda one: ask_key_back(walls, parent, one), needs_key=True)
    menu.addSeparator()
    add(translate("WallManage", "Remove the wall…"), lambda one: ask_removal(walls, parent, one))


def ask_new_wall(walls: WallController, parent: QWidget) -> None:
    """Ask for a new wall's name and how it is read."""
    form = WallForm(parent, taken=walls.walls)
    form.wanted.connect(walls.make_wall)
    show_beside(form)


def ask_change(walls: WallController, parent: QWidget, wall: WallWhole) -> None:
    """Ask for another name, and another way it is read."""
    form = WallForm(parent, wall, walls.walls)
    form.wanted.connect(lambda *told: walls.change_wall(wall, *told))
    show_beside(form)


def ask_new_key(walls: WallController, parent: QWidget, wall: WallWhole) -> None:
    """Make a key; where there is one already it is asked again."""
    if not wall.has_key:
        walls.make_key(wall.name)
        return
    words = translate(
        "WallManage",
        "The wall {wall} has a key. A new one ends it: the wall goes dark until its PC has the new"
        " key.",
    )
    ask_again(
        parent,
        translate("WallManage", "New key"),
        words.format(wall=wall.name),
        translate("WallManage", "Make a new key"),
        lambda: walls.make_key(wall.name),
    )


def ask_key_back(walls: WallController, parent: QWidget, wall: WallWhole) -> None:
    """The wall goes dark."""
    words = translate(
        "WallManage",
        "The wall {wall} goes dark within seconds and forgets the town's cameras. To bring it back,"
        " its PC needs a new key.",
    )
    ask_again(
        parent,
        translate("WallManage", "Take the key back"),
        words.format(wall=wall.name),
        translate("WallManage", "Take the key back"),
        lambda: walls.revoke_key(wall.name),
    )


def ask_removal(walls: WallController, parent: QWidget, wall: WallWhole) -> None:
    """The wall goes with all that belongs to it."""
    words = translate(
        "WallManage",
        "The wall {wall} is removed with its key and its {count} scenes, and goes dark. It can't be"
        " brought back.",
    )
    ask_again(
        parent,
        translate("WallManage", "Remove the wall"),
        words.format(wall=wall.name, count=len(wall.scenes)),
        translate("WallManage", "Remove the wall"),
        lambda: walls.remove_wall(wall),
    )


def ask_scene_removal(walls: WallController, parent: QWidget, scene: WallScene) -> None:
    """A scene is forgotten, with when it comes by itself."""
    wall = walls.chosen
    words = translate(
        "WallManage",
        "The scene {scene} is removed, with when it comes by itself. What the wall shows stays.",
    )
    ask_again(
        parent,
        translate("WallManage", "Remove the scene"),
        words.format(scene=scene.name),
        translate("WallManage", "Remove the scene"),
        lambda: walls.remove_scene(wall, scene),
    )
