"""Who works where in which role, and how somebody comes and goes (*Petugas*)."""
