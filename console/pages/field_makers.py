"""One field of a form, made of its name, its label and its choices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from console.pages.action_words import label_word
from widgets.action_form import Field, FieldKind

Choices = tuple[tuple[str, str], ...]
"""Pairs of value and word."""


def text_field(
    name: str, label: str, *, value: str = "", is_needed: bool = True, hint: str = ""
) -> Field:
    """Words to be typed."""
    return Field(name, label_word(label), FieldKind.TEXT, (), value, is_needed, hint)


def choice_field(
    name: str, label: str, choices: Choices, value: object = None, *, hint: str = ""
) -> Field:
    """One of several, none at first unless ``value`` is given."""
    none = (("-", "—"), *choices)
    return Field(name, label_word(label), FieldKind.CHOICE, none, value, hint=hint)


def several_field(
    name: str,
    label: str,
    choices: Choices,
    value: Sequence[str] = (),
    *,
    is_needed: bool = True,
    hint: str = "",
) -> Field:
    """Any number of several, ``value`` ticked at first."""
    kind = FieldKind.SEVERAL
    return Field(name, label_word(label), kind, choices, tuple(value), is_needed, hint)


def check_field(name: str, label: str, *, is_needed: bool) -> Field:
    """Something to be ticked."""
    return Field(name, label_word(label), FieldKind.CHECK, is_needed=is_needed)


def files_field(name: str, label: str) -> Field:
    """Photos or videos."""
    return Field(name, label, FieldKind.FILES, is_needed=False)


def pairs(words: Mapping[Any, str]) -> Choices:
    """Choices of words by value."""
    return tuple((str(key), word) for key, word in words.items())


def note_fields(name: str, words: str) -> Sequence[Field]:
    """Something to be known, where there is anything to say."""
    if not words:
        return ()
    return (Field(f"note_{name}", label_word(name), FieldKind.NOTE, (), words, is_needed=False),)
