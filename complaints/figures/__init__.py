"""What every report counts as, and the sums over all of them: written by verbs, folded by a sweep.

``standing`` says what a report counts as, by its own events and clocks; ``recording`` keeps that
beside the report and appends what changed; ``folding`` adds the changes to the sums; ``checking``
does it all again from the events and compares. What is read of it is in ``complaints.insights``.
"""
