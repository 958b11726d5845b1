"""Works of monitoring and of interim attestation, for the management."""
