"""The printed agreement: form, layout, code and fonts."""
