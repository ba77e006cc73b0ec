"""How much is to be asked, looked up and walked on a visit, by different orders of asking."""
