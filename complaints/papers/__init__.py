"""The receipt (tanda terima) of citizens and counters: what it says, its QR code and its PDF."""
