"""Everything a person says and sees: one folder per conversation."""
