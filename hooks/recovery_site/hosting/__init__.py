"""Files for whoever serves the site, and for readers without a signal."""
