"""What is managed for the whole town (*Kelola*)."""
