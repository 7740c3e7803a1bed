"""Signs of gaming, for overseers: what stands out in a month, with the reports behind it.

A sign is a reason to look, never a verdict; nothing here is public (decision 0044).
"""
