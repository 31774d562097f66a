"""Turns ``data/contacts.yml`` into the pages, maps and downloads of the site.

The package is pure Python and knows nothing of MkDocs. Data flows one way:
``source`` (text with line numbers) -> ``model`` (shape of a record) -> ``checks``
(rules between records) -> ``load`` (a valid :class:`~recovery_site.model.Directory`)
-> ``views`` (HTML) and ``exports`` (files) -> ``site`` (the list of all there is).
"""
