"""The map on a wall."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.controllers.wall_source import WallSource
from console.pages.wall_faces import WallFace
from console.state.wall_contents import MAP_LAYERS, MapContent
from console.state.wall_legible import map_width_m
from widgets.map_layers import POINTS, Layer
from widgets.wall_map import WallMap

if TYPE_CHECKING:
    from console.map_tiles import MbTiles


class MapFace(WallFace):
    """Shows one place; what stands on it changes as the source tells."""

    def __init__(self, source: WallSource, content: MapContent, tiles: MbTiles | None) -> None:
        self.map = WallMap()
        super().__init__(self.map)
        self._source = source
        self._content = content
        self._tiles = tiles
        if tiles is not None:
            self.map.set_tiles(tiles)
            tiles.loaded.connect(self.on_tiles_loaded)
        for name in MAP_LAYERS:
            self.map.set_layer_visible(Layer(name), visible=name in content.layers)
        self.map.resized.connect(self.show_place)
        source.map_changed.connect(self.on_map_changed)
        self._grids: object = None
        self.on_map_changed()

    def set_text_px(self, text_px: int) -> None:
        """The least size of type."""
        self.map.set_text_px(text_px)

    def on_map_changed(self) -> None:
        """Other grids or points."""
        if self._source.grids is not self._grids:
            self._grids = self._source.grids
            self.map.set_grids(self._source.grids)
            self.show_place()
        for layer in POINTS:
            self.map.set_points(layer, self._source.points.get(layer, ()))

    def on_tiles_loaded(self) -> None:
        """Pieces of the base map came."""
        self.map.redraw()

    def show_place(self) -> None:
        """Bring the place into the middle, as near as the content says."""
        at = self._content
        # The map takes the place in by its shorter side.
        side_px = min(self.map.width(), self.map.height())
        self.map.show_place(at.lon, at.lat, map_width_m(at.zoom, at.lat, side_px))

    def release(self) -> None:
        """Let go of the scene."""
        self._source.map_changed.disconnect(self.on_map_changed)
        self.map.resized.disconnect(self.show_place)
        if self._tiles is not None:
            self._tiles.loaded.disconnect(self.on_tiles_loaded)
        self.map.close()
