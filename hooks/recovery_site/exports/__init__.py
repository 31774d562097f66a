"""Files for other programs, as bytes: vCards, JSON and CSV. Pure functions of the directory."""
