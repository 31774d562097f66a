"""Tools for those who edit; the build never imports them."""
