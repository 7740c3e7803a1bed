"""Many reports at once: bulk work, incidents, tags."""
