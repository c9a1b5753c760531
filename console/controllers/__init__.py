"""Controllers: QObjects without widgets; slots in, signals out."""
