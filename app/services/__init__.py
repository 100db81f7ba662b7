"""One use case a file, a verb for a name, one transaction each. The first argument says who acts; only services write."""
