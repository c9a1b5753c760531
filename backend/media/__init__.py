"""Photos and videos from outside: checked by content, cleaned, made small for lists."""
