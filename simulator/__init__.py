"""The simulated town: cameras that are real RTSP servers, for demonstration, drill and tests."""
