"""The town lives: people walk, report, are sent and come back; departments sign and settle."""
