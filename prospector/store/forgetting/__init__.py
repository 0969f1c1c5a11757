"""Forgetting people: what is theirs is blanked in rows and in history, and a keyed list keeps old files from bringing it back."""
