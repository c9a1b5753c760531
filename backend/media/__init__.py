"""Photos, videos and documents from outside: checked by content, cleaned, made small for lists."""
