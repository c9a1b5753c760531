"""Who sees what."""

import pytest

from backend.domain.field_status import watches
from backend.domain.people import Grant, Kind, Person
from backend.domain.sight import Scope, sight_of
from backend.domain.words import Role

EVENT = Scope("FX", "FX01", "FX01-05", frozenset({"综合执法队"}), frozenset({"sent"}))
SETUP = Scope("FX", is_business=False)


def sees(grant: Grant, scope: Scope = EVENT, *, who: str = "me", in_trail: bool = False) -> bool:
    return sight_of(Person(who, (grant,))).sees(scope, in_trail=in_trail)


@pytest.mark.parametrize(
    "role",
    [
        Role.OPERATOR,
        Role.SHIFT_LEADER,
        Role.COMMANDER,
        Role.PLATFORM_LEAD,
        Role.TOWN_LEADER,
        Role.COUNTY,
        Role.ASSESSOR,
    ],
)
def test_the_room_and_its_leaders_see_their_own_town(role: Role) -> None:
    assert sees(Grant(role, "FX"))
    assert not sees(Grant(role, "YZ"))


def test_a_grid_member_sees_the_own_grid_and_what_he_is_sent_to() -> None:
    role = Role.FULL_TIME
    assert sees(Grant(role, "FX", grids=frozenset({"FX01-05"})))
    assert not sees(Grant(role, "FX", grids=frozenset({"FX01-06"})))
    assert sees(Grant(role, "FX", grids=frozenset({"FX01-06"})), who="sent")
    assert sees(Grant(Role.INSTRUCTOR, "FX", villages=frozenset({"FX01"})))


def test_a_place_that_is_not_known_is_nobodys_grid() -> None:
    nowhere = Scope("FX")
    assert not sees(Grant(Role.FULL_TIME, "FX", grids=frozenset({"FX01-05"})), nowhere)


def test_a_department_sees_what_it_leads_or_helps_with_in_its_town() -> None:
    assert sees(Grant(Role.DEPARTMENT, "FX", department="综合执法队"))
    assert not sees(Grant(Role.DEPARTMENT, "FX", department="环保所"))
    assert not sees(Grant(Role.DEPARTMENT, "YZ", department="综合执法队"))


def test_an_administrator_sees_the_set_up_and_no_business_whatever_else_he_is() -> None:
    both = Person("me", (Grant(Role.ADMINISTRATOR, "FX"), Grant(Role.OPERATOR, "FX")))
    assert sight_of(both).sees(SETUP)
    assert not sight_of(both).sees(EVENT)


def test_an_auditor_reads_the_trail_only() -> None:
    auditor = Grant(Role.AUDITOR, "FX")
    assert sees(auditor, in_trail=True)
    assert sees(auditor, SETUP, in_trail=True)
    assert not sees(auditor)
    assert not sees(auditor, Scope("YZ"), in_trail=True)


def test_citizens_and_adapters_see_what_they_are_party_to_only() -> None:
    citizen = sight_of(Person("sent", kind=Kind.CITIZEN))
    assert citizen.sees(EVENT)
    assert not sight_of(Person("other", kind=Kind.CITIZEN)).sees(EVENT)
    assert not citizen.sees(SETUP)


def test_a_wall_sees_its_town_s_business_and_no_set_up() -> None:
    wall = Person("wall-1", kind=Kind.WALL, shows="FX")
    sight = sight_of(wall)
    assert sight.sees(EVENT)
    assert not sight.sees(SETUP)
    assert not sight.sees(SETUP, in_trail=True)
    assert not sight.sees(Scope("YZ"))
    assert sight_of(Person("wall-2", kind=Kind.WALL)).towns == frozenset()
    assert watches(wall, "FX")
    assert not watches(wall, "YZ")
