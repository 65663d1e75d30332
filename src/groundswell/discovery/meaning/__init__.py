"""What accounts are about, as vectors: near each other where the meaning is, in whatever words and language."""
