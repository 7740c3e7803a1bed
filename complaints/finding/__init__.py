"""Finding reports: by words, by what they look like, and the lexicon of public words."""
