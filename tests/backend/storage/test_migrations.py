"""Up and down, on both kinds of database."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect

from backend.storage.migrate import NOTHING, is_newest, migrate
from backend.storage.tables import metadata

FULL_TEXT = "event_text"
"""Its form is each engine's own."""


def test_the_newest_form_is_the_one_that_the_program_speaks_of(engine: Engine) -> None:
    assert is_newest(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_name": lambda name, *_: not str(name).startswith(FULL_TEXT)}
        )
        assert compare_metadata(context, metadata) == []


def test_down_leaves_nothing_and_up_goes_again(engine: Engine) -> None:
    migrate(engine, NOTHING)
    assert inspect(engine).get_table_names() == ["alembic_version"]
    assert not is_newest(engine)
    migrate(engine)
    migrate(engine)
    assert is_newest(engine)


@pytest.mark.parametrize("step", ["0001", "0002", "0003", "0004"])
def test_each_step_goes_down_and_up(engine: Engine, step: str) -> None:
    migrate(engine, step)
    assert not is_newest(engine)
    migrate(engine)
    test_the_newest_form_is_the_one_that_the_program_speaks_of(engine)


def test_an_empty_database_is_not_the_newest(empty_engine: Engine) -> None:
    assert not is_newest(empty_engine)
