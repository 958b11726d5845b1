"""A family confirms the week; the homeroom teacher sees who reads and reminds the others."""
