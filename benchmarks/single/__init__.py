"""One inspection at a time: 300 criteria judged by panding and by four rule engines, every verdict compared."""
