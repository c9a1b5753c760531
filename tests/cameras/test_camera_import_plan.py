"""An import says what it changes, and passwords don't wander."""

from __future__ import annotations

from dataclasses import replace

from console.state.camera_import_plan import ImportMode, plan_import
from tests.cameras.town import town

ONE, TWO, THREE = town(3)


def test_adding_keeps_what_the_import_doesnt_name() -> None:
    plan = plan_import([ONE, TWO], [replace(TWO, name="新名"), THREE], ImportMode.ADD)
    assert (plan.added, plan.changed) == ((THREE.number,), (TWO.number,))
    assert (plan.unchanged, plan.removed) == ((), ())
    assert plan.result == (ONE, replace(TWO, name="新名"), THREE)


def test_replacing_removes_it() -> None:
    plan = plan_import([ONE, TWO], [TWO], ImportMode.REPLACE)
    assert (plan.removed, plan.unchanged) == ((ONE.number,), (TWO.number,))
    assert plan.result == (TWO,)


def test_a_list_without_passwords_keeps_the_known_ones() -> None:
    bare = replace(ONE, user="", password="")
    assert plan_import([ONE], [bare], ImportMode.ADD).unchanged == (ONE.number,)


def test_a_password_never_follows_to_another_host_or_user() -> None:
    for stranger in (
        replace(ONE, password="", sub_url="rtsp://192.0.2.9/sub"),
        replace(ONE, password="", main_url="rtsp://192.0.2.9/main"),
        replace(ONE, password="", ptz_url="http://[broken"),
        replace(ONE, password="", user="other"),
    ):
        assert plan_import([ONE], [stranger], ImportMode.ADD).result[0].password == ""
