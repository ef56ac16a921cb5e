"""Long work beside the web service: each job is a folder, and a process of its own that works in it."""

from locator.jobs.folder import Job, JobState
from locator.jobs.inputs import Inputs
from locator.jobs.jobs import Jobs

__all__ = ["Inputs", "Job", "JobState", "Jobs"]
