"""Hidden identities and files for bodies outside: who may open what, why, and who learns of it."""
