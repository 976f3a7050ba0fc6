"""What people type into the pages, as the pages send it."""

from __future__ import annotations

from typing import Any

TERMS: dict[str, Any] = {
    "position": "后端开发工程师", "job_category": "计算机软件", "workplace": "合肥", "monthly_pay": 9000,
    "trial_months": 3, "trial_pay": 7500, "contract_years": 3, "penalty": 5000, "report_by": "2026-07-15",
    "archive": None, "household_address": "", "release_for_study": True, "release_for_civil_service": True,
    "other": "提供宿舍",
}  # fmt: skip
