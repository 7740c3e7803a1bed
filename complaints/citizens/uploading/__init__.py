"""Photos and papers on their way to a form that is not sent yet."""
