"""Browsers beside Playwright's: each opens a page and runs a function in it, and that is all the vectors need."""
