"""What goes in about the table of a consultation, as JSON."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    RootModel,
    model_validator,
)

from backend.api.schemas import FileId, In, Text, Word, example
from backend.api.wall_contents import CameraRef
from backend.domain.consult_items import (
    MAX_PASSING,
    MAX_STROKE,
    Kind,
    Tool,
    is_id_of,
    placed,
    stroke_fault,
)
from backend.domain.consult_ops import Op, Verb
from backend.media.pdf_pages import MAX_PAGES

ItemId = Annotated[str, Field(pattern="^([a-z0-9-]{8,32}|pane:[1-4]|view)$")]
MadeId = Annotated[str, Field(pattern="^[a-z0-9-]{8,32}$", examples=["3f0e9c7a5b1d4e2f"])]
Surface = Annotated[str, Field(pattern="^(map|panes|timeline|[a-z0-9-]{8,32})$", examples=["map"])]
SomeoneId = Annotated[str, Field(pattern="^[A-Za-z0-9._@-]{1,64}$", examples=["op1"])]
MediaType = Annotated[str, Field(pattern="^[a-z]+/[a-z0-9.+-]+$", max_length=100)]
Title = Annotated[Text, Field(max_length=200)]
Seq = Annotated[int, Field(ge=1, le=2**62, strict=True)]
Side = Annotated[int, Field(ge=0, le=100_000, strict=True)]
Colour = Literal["red", "amber", "blue", "green", "white"]
Width = Annotated[int, Field(ge=1, le=5, strict=True)]
Number = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False, strict=True)]
Point = Annotated[list[Number], Field(min_length=2, max_length=2)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False, strict=True)]
_STROKE: dict[str, Any] = {
    "kind": "stroke",
    "surface": "map",
    "tool": "arrow",
    "colour": "red",
    "width": 3,
    "points": [[120.2001, 29.7001], [120.2013, 29.7008]],
}


def _on_picture(zoom: list[float]) -> list[float]:
    left, top, width, height = zoom
    if width <= 0 or height <= 0 or left + width > 1.0001 or top + height > 1.0001:
        raise ValueError("not a part of the picture")
    return [round(one, 4) for one in zoom]


Zoom = Annotated[list[Share], Field(min_length=4, max_length=4), AfterValidator(_on_picture)]


def _day(text: str) -> str:
    if text:
        date.fromisoformat(text)
    return text


Due = Annotated[str, Field(pattern="^([0-9]{4}-[0-9]{2}-[0-9]{2})?$"), AfterValidator(_day)]


class Stroke(In):
    """A drawing: longitude and latitude on the map, else 0 to 1 of the picture, down."""

    kind: Literal["stroke"]
    surface: Surface
    tool: Tool
    colour: Colour
    width: Width
    points: list[Point] = Field(min_length=1, max_length=MAX_STROKE)
    text: Title = ""
    symbol: Literal["", "police", "fire", "medical", "danger", "block", "gather"] = ""

    @model_validator(mode="after")
    def _fits(self) -> Stroke:
        fault = stroke_fault(self.tool, len(self.points), self.text, self.symbol)
        if fault is not None:
            raise ValueError(fault)
        self.points = placed(self.surface, self.points)
        return self


class File(In):
    """A file of the event; what it is comes from it as it was checked, with `size` and `pages`."""

    kind: Literal["file"]
    attachment: FileId
    title: Title
    media_type: MediaType
    width: Side
    height: Side
    camera: CameraRef | Literal[""] = ""


class Message(In):
    """What somebody says, to everybody or to those mentioned."""

    kind: Literal["message"]
    text: Annotated[Text, Field(min_length=1, max_length=2000)]
    mentions: list[SomeoneId] = Field(default=[], max_length=20)


class Measure(In):
    """A line of what is to be done."""

    kind: Literal["measure"]
    text: Annotated[Text, Field(min_length=1, max_length=1000)]
    department: Annotated[Word, Field(max_length=200)] = ""
    due: Due = ""


class Pane(In):
    """A camera that everybody looks at; `frozen` is the picture that it stands still at."""

    kind: Literal["pane"]
    camera: CameraRef
    zoom: Zoom | None = None
    frozen: MadeId | None = None


class MapView(In):
    """A part of the map, WGS-84 degrees and metres."""

    lon: Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False, strict=True)]
    lat: Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False, strict=True)]
    width_m: Annotated[float, Field(gt=0, le=50_000_000, allow_inf_nan=False, strict=True)]


class View(In):
    """What everybody looks at; `page`, 1 the first, of a PDF."""

    kind: Literal["view"]
    surface: Surface
    map: MapView | None = None
    zoom: Zoom | None = None
    page: Annotated[int, Field(ge=1, le=MAX_PAGES, strict=True)] | None = None


Item = Annotated[
    Stroke | File | Message | Measure | Pane | View,
    Field(discriminator="kind"),
]


class Join(In):
    """Sit down at the table."""

    verb: Literal["join"]


class Leave(In):
    """Get up from it."""

    verb: Literal["leave"]


class Put(In):
    """Lay something on the table, or change it: of a measure `seen` is its `seq`."""

    verb: Literal["put"]
    id: ItemId
    seen: Seq | None = None
    item: Item

    @model_validator(mode="after")
    def _fits(self) -> Put:
        if not is_id_of(Kind(self.item.kind), self.id):
            raise ValueError("not an id of this kind")
        return self


class Drop(In):
    """Take something away."""

    verb: Literal["drop"]
    id: ItemId


class Undo(In):
    """Take back what one did last."""

    verb: Literal["undo"]


class Present(In):
    """Have somebody show things to all."""

    verb: Literal["present"]
    person: SomeoneId


class Mute(In):
    """Have somebody not heard, or heard again."""

    verb: Literal["mute"]
    person: SomeoneId
    is_muted: Annotated[bool, Field(strict=True)]


class Clear(In):
    """Take every drawing off a surface."""

    verb: Literal["clear"]
    surface: Surface


AnyOp = Annotated[
    Join | Leave | Put | Drop | Undo | Present | Mute | Clear, Field(discriminator="verb")
]


class OpIn(RootModel[AnyOp]):
    """One operation on the table."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"verb": "put", "id": "3f0e9c7a5b1d4e2f", "item": _STROKE}]}
    )

    def op(self) -> Op:
        """Return it as the rules take it."""
        given = self.root.model_dump(mode="json", exclude={"verb"})
        return Op(Verb(self.root.verb), **given)


class OpOut(BaseModel):
    """What the operation is called in the journal: its idempotency key."""

    op: str


class Drawing(In):
    """A stroke that is being drawn."""

    tool: Tool
    colour: Colour
    width: Width
    points: list[Point] = Field(min_length=1, max_length=MAX_PASSING)


class PointerIn(In):
    """Where somebody points, and what they are drawing; both null: a sign of life."""

    model_config = example({"surface": "map", "point": [120.2001, 29.7001], "drawing": None})

    surface: Surface
    point: Point | None = None
    drawing: Drawing | None = None

    @model_validator(mode="after")
    def _fits(self) -> PointerIn:
        if self.point is not None:
            self.point = placed(self.surface, [self.point])[0]
        if self.drawing is not None:
            self.drawing.points = placed(self.surface, self.drawing.points)
        return self

    def told(self) -> dict[str, Any]:
        """Return it as it is passed on."""
        return self.model_dump(mode="json")
