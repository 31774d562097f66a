"""HTML from the directory: pure functions, one module for each thing a reader sees.

Every function takes the directory and ``root``, the way from the page to the top of the site
(``../`` or empty), and returns HTML that stands in a page as it is.
"""
