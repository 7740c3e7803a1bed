"""The receipt (tanda terima): the page after sending, its QR code and its PDF."""
