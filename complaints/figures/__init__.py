"""What every report counts as, and the sums over all of them: written by verbs, folded by a sweep.

``standing`` says what a report counts as, by its own events and clocks; ``recording`` keeps that
beside the report and appends what changed; ``cuts`` names the sums that there are, and ``folding``
adds the changes to them; ``checking`` does it all again from the events and compares.

``reading`` answers for a slice (``slices``), by questions that ``asking`` puts in SQL. What is told
of it is in ``complaints.insights``.
"""
