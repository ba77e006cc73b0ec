"""The two papers of a visit: the working paper (工作底稿), which holds everything, and the outward record (检查记录)."""
