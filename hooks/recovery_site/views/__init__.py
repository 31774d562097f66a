"""HTML from the directory: pure functions, one module for each thing a reader sees.

``root`` is the way from the page to the top of the site, ``../`` or empty.
"""
