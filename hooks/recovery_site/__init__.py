"""Turns the files in ``data/`` into the pages, maps, downloads and handouts of the site; knows nothing of MkDocs.

Each room imports from those below it only: ``pipeline`` and ``editing``; ``handouts`` and ``hosting``; ``content``;
``views`` and ``exports``; ``data``; ``core``. ``contributing/developers/HACKING.md`` says what each holds.
"""
