"""The high-rise camera: a live view into a panorama, moved by ONVIF PTZ."""
