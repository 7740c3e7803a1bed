"""Charts as tables that can be drawn: on a page, as a picture, as a file of numbers."""
