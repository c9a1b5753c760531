"""The town's RTSP servers and the faults that they can be told to have."""
