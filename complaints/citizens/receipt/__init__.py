"""The receipt (tanda terima): the page after sending."""
