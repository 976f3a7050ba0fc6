"""The rules: frozen values and transition tables, standard library only."""
