"""*Kelola*, *Penerusan*: how well routing does, its models, and what it may do by itself."""
