"""What every test is held to."""
