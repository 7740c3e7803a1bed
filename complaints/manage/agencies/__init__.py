"""The tree of agencies, as verifiers keep it (*Instansi*)."""
