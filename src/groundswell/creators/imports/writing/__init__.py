"""Records into the database, in sets: look-ups by thousands, inserts without one object per row."""
