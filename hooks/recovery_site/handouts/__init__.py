"""PDFs to print and hand out, made from the same content as the pages."""
