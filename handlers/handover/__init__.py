"""«Коды»: who has none in hand yet, slips, handing over, a lost phone."""
