"""What beat asks the workers to do, and how often."""


def seconds(*, demo: bool) -> dict[str, int]:
    """Return the seconds between two runs of each task of ``complaints.tasks``, or of another room."""
    return {
        "sweep_deadlines": 15 if demo else 60,
        "ask_again": 300,
        "deliver": 30,
        "catch_up_forwards": 60,
        "hand_on": 60,
        "go_on_bulk": 60,
        "digests": 60,
        "seal_events": 600,
        "fold_figures": 60,
        "check_figures": 60,
        "fold_words": 60,
        "complaints.openness.tasks.write_open_data": 600,  # only when they are due
        "tend_followers": 3600,
        "drop_unsent": 3600,
        "tend_case_files": 60,
        "go_on_imports": 60,
        "complaints.exports.tasks.tend_exports": 60,
        "complaints.insights.upward.tasks.tend_reports": 60,
        "complaints.insights.signs.tasks.find_signs": 3600,
        "learn_routing": 3600,
        "pulse": 20,
    }
