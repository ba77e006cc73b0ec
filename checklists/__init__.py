"""What people see: judgements, open questions and the rule author's lists, put into words and onto paper."""
