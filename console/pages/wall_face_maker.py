"""From a content as the plan has it to what a screen shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import tzinfo
from typing import TYPE_CHECKING, Any

from console.controllers.wall_source import WallSource
from console.controllers.wall_video import WallVideo
from console.pages.wall_consult_face import ConsultFace
from console.pages.wall_faces import (
    BoardFace,
    ClockFace,
    EventFace,
    FiguresFace,
    NoticesFace,
    SheetFace,
    WallFace,
)
from console.pages.wall_map_face import MapFace
from console.pages.wall_panes_face import PanesFace, SpanFace
from console.state.wall_contents import (
    BoardContent,
    ClockContent,
    ConsultationContent,
    Content,
    EmptyContent,
    EventContent,
    FiguresContent,
    MapContent,
    NoticesContent,
    PanesContent,
    SpanContent,
)
from console.state.wall_plan import Frame, WallScreen
from widgets.wall_sheet import WallSheet

if TYPE_CHECKING:
    from console.map_tiles import MbTiles


class WallFaceMaker:
    """Makes faces; `tiles` are the base map, None without."""

    def __init__(
        self, source: WallSource, video: WallVideo, zone: tzinfo, tiles: MbTiles | None
    ) -> None:
        self._source = source
        self._video = video
        self._zone = zone
        self._makers: Mapping[type, Callable[[Any, str], WallFace]] = {
            PanesContent: lambda one, _: PanesFace(video, one),
            SpanContent: self._span,
            MapContent: lambda one, _: MapFace(source, one, tiles),
            BoardContent: lambda *_: BoardFace(source),
            FiguresContent: lambda *_: FiguresFace(source),
            NoticesContent: lambda one, _: NoticesFace(one.text),
            ClockContent: lambda *_: ClockFace(source, zone),
            EventContent: lambda one, _: EventFace(source, one.id, zone),
            ConsultationContent: lambda one, _: ConsultFace(source, video, one.event, zone, tiles),
            EmptyContent: lambda *_: SheetFace(WallSheet()),
        }

    def make(self, content: Content, screen: str) -> WallFace:
        """A face for a screen."""
        return self._makers[type(content)](content, screen)

    def shared(self, content: Content) -> tuple[WallScreen, ...]:
        """The screens that a content lies over together; when they change, so does its face."""
        if not isinstance(content, SpanContent):
            return ()
        return tuple(self._source.shown.sharing(content, self._source.screens))

    def _span(self, content: SpanContent, screen: str) -> WallFace:
        frames: dict[str, Frame] = {one.id: one.in_plane for one in self.shared(content)}
        return SpanFace(self._video, content.camera, screen, frames)
