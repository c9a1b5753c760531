"""The voice server: Janus with AudioBridge, and the gate before it."""
