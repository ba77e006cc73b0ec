"""Wrong rules made on purpose: do the cases notice?"""
