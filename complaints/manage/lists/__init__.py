"""The lists and numbers that a town edits: categories, promises, holidays, reasons …"""
