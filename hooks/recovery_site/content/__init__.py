"""Hand-written pages: macros, footnotes, links, navigation and editorial rules."""
