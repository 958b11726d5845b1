"""Works of monitoring and of interim attestation, apart from current marks (R094)."""
