"""Live video: decoder processes, frame slots and the render clock."""
