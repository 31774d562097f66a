"""A build, and the check that is the same build."""
