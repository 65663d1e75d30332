"""Finding the right people: the query language, the search index and the answers with their reasons."""
