"""Who signs in: the user model, sign-in pages and their mails."""
