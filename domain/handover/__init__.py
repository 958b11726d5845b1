"""From the order to the code in hand: three working days (S4 П2.XII; R005–R008)."""
