"""The command line: parse, call an action, render. Data on stdout, messages on stderr."""
