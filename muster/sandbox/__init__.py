"""Binary documents are parsed in a process apart: little memory, little time, no files, no network."""
