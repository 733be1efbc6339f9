"""One file per kind of fact: clauses to drafts. A later file never needs an earlier one."""
