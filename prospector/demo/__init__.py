"""The demonstration: invented people, and the half year of a rep who does not exist."""
