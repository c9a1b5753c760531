"""What can be wrong with a GeoJSON file of grids."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_MAX_SHOWN: Final = 40


class GridFaultCode(StrEnum):
    """Kinds of faults; the first group ends the import of the file, the second of a feature."""

    FILE_TOO_LARGE = "file_too_large"
    NOT_TEXT = "not_text"
    NOT_JSON = "not_json"
    NOT_A_COLLECTION = "not_a_collection"
    OTHER_CRS = "other_crs"
    TOO_MANY_FEATURES = "too_many_features"
    EMPTY = "empty"

    NOT_A_FEATURE = "not_a_feature"
    REQUIRED = "required"
    NOT_A_TEXT = "not_a_text"
    TOO_LONG = "too_long"
    BAD_CHARACTERS = "bad_characters"
    BAD_CODE = "bad_code"
    REPEATED_CODE = "repeated_code"
    BAD_KIND = "bad_kind"
    OTHER_KIND = "other_kind"
    NOT_A_POLYGON = "not_a_polygon"
    TOO_MANY_CORNERS = "too_many_corners"
    TOO_TANGLED = "too_tangled"
    BAD_POSITION = "bad_position"
    NOT_CLOSED = "not_closed"
    TOO_FEW_CORNERS = "too_few_corners"
    OVER_DATE_LINE = "over_date_line"
    NO_AREA = "no_area"
    SELF_CROSSING = "self_crossing"
    HOLE_OUTSIDE = "hole_outside"
    RINGS_CROSS = "rings_cross"


_SENTENCES: Final = {
    GridFaultCode.FILE_TOO_LARGE: "The file is too large.",
    GridFaultCode.NOT_TEXT: "The file is not a text in UTF-8 or GB18030.",
    GridFaultCode.NOT_JSON: "The file is not JSON.",
    GridFaultCode.NOT_A_COLLECTION: "The file is not a GeoJSON FeatureCollection.",
    GridFaultCode.OTHER_CRS: "The coordinates are not in degrees of WGS 84 or CGCS2000.",
    GridFaultCode.TOO_MANY_FEATURES: "The file has too many features.",
    GridFaultCode.EMPTY: "The file has no grids.",
    GridFaultCode.NOT_A_FEATURE: "It is not a GeoJSON feature.",
    GridFaultCode.REQUIRED: "The field is missing or empty.",
    GridFaultCode.NOT_A_TEXT: "The field must be a text.",
    GridFaultCode.TOO_LONG: "The text is too long.",
    GridFaultCode.BAD_CHARACTERS: "The text has characters that can't be shown.",
    GridFaultCode.BAD_CODE: "It is not the code of a grid.",
    GridFaultCode.REPEATED_CODE: "Another feature has the same code.",
    GridFaultCode.BAD_KIND: "The kind must be residential or dedicated.",
    GridFaultCode.OTHER_KIND: "The code tells another kind of grid.",
    GridFaultCode.NOT_A_POLYGON: "It must be a Polygon or a MultiPolygon.",
    GridFaultCode.TOO_MANY_CORNERS: "It has too many corners.",
    GridFaultCode.TOO_TANGLED: "The borders in the file wind too much to be checked.",
    GridFaultCode.BAD_POSITION: "It is not a position.",
    GridFaultCode.NOT_CLOSED: "The ring's last position is not its first.",
    GridFaultCode.TOO_FEW_CORNERS: "The ring has fewer than three corners.",
    GridFaultCode.OVER_DATE_LINE: "The ring goes over the date line.",
    GridFaultCode.NO_AREA: "The ring holds no area.",
    GridFaultCode.SELF_CROSSING: "The ring crosses or touches itself.",
    GridFaultCode.HOLE_OUTSIDE: "The hole lies outside its polygon.",
    GridFaultCode.RINGS_CROSS: "Two rings of the grid cross.",
}


@dataclass(frozen=True, slots=True)
class GridFault:
    """One fault.

    Attributes:
        feature: Counted from 1 in the file's order; 0 for the whole file.
        field: Path in the feature, such as `geometry.coordinates[0][3]`; may be empty.
        code: What is wrong.
        value: What stands there, or where it is, shortened and safe to show; may be empty.
    """

    feature: int
    field: str
    code: GridFaultCode
    value: str = ""

    @property
    def sentence(self) -> str:
        """Feature, field, reason and value in English, for the log and the command line."""
        place = f"Feature {self.feature}" if self.feature else "File"
        field = f", {self.field}" if self.field else ""
        value = f" ({self.value})" if self.value else ""
        return f"{place}{field}: {_SENTENCES[self.code]}{value}"

    def __str__(self) -> str:
        """Return the sentence."""
        return self.sentence


def shown(value: object) -> str:
    """Return a value from outside, shortened, without characters that can't be shown."""
    if not isinstance(value, str | int | float | bool):
        return ""
    try:
        text = str(value)
    except ValueError:  # A number of thousands of digits.
        return ""
    clean = "".join("�" if is_hidden(c) else c for c in text[: _MAX_SHOWN + 1])
    return clean if len(clean) <= _MAX_SHOWN else clean[: _MAX_SHOWN - 1] + "…"


def is_hidden(character: str) -> bool:
    """Whether a character is a control, a mark of direction, a surrogate or unassigned."""
    return unicodedata.category(character).startswith("C") or character in "\u2028\u2029"
