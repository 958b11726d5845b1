"""A class as its homeroom teacher sees it: pupils, families, who is connected."""
