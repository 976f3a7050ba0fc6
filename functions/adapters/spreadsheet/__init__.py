"""Spreadsheets in and out: .xlsx and .csv as people send them, told apart by content and never by name.

``sheets.FileSpreadsheets`` stands behind the port; it imports the rest when the first file is read or written.
"""
