"""The town's own record, open to everybody: how it works (/kinerja/) and open data (/data/)."""
