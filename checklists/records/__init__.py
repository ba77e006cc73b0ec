"""The papers of a visit: the working paper (工作底稿), which holds everything, the outward record (检查记录), ten lines to copy by
hand (手抄稿), and what the firm has to hand in (补充资料清单)."""
