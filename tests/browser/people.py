"""The people of the story at their pages: what each does, one step after another.

The student has a phone, the others a desk. The code is read from a picture of the printed page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Browser, Page, expect

from infra.seed.cast import COLLEGES, PASSWORD, SCHOOL
from infra.seed.endings import LAPSED
from infra.seed.roster import rows
from tests.browser.conftest import DESK, PHONE

# The employer's earlier invitation lapsed; the first of the roster signs over HTTP.
GRADUATE = rows()[LAPSED]
NAME, NUMBER = GRADUATE["姓名"], GRADUATE["学号"]
(TEACHER,) = (COLLEGES[college.code] for college in SCHOOL.colleges if college.name == GRADUATE["学院"])
# The jobs run every second; a loaded machine takes longer.
PATIENT = 90_000


@contextmanager
def opening(browser: Browser, origin: str) -> Iterator[Callable[..., Page]]:
    """Open pages of people of their own: each a context with its cookies and its window."""
    contexts = []

    def of(**window: object) -> Page:
        context = browser.new_context(base_url=origin, locale="zh-CN", timezone_id="Asia/Shanghai", **window)
        context.set_default_timeout(30_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: pytest.fail(f"a script failed: {error}"))
        return page

    yield of
    for context in contexts:
        context.close()


def phone(opened: Callable[..., Page]) -> Page:
    return opened(viewport=PHONE, device_scale_factor=2, is_mobile=True, has_touch=True)


def log_in(page: Page, fill: Callable[[Page], None]) -> Page:
    page.goto("/pages/login.html")
    fill(page)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(lambda url: "login" not in url)
    return page


def as_student(opened: Callable[..., Page]) -> Page:
    def fill(page: Page) -> None:
        choose_school(page)
        page.get_by_label("学号").fill(NUMBER)

    return log_in(phone(opened), fill)


def choose_school(page: Page) -> None:
    page.get_by_label("学校", exact=True).select_option(label=SCHOOL.name)


def as_staff(opened: Callable[..., Page], login: str) -> Page:
    def fill(page: Page) -> None:
        page.get_by_label("用人单位、学校或平台人员").check()
        page.get_by_label("邮箱").fill(login)

    return log_in(opened(viewport=DESK), fill)


def invite(employer: Page) -> None:
    employer.goto("/pages/find-student.html")
    choose_school(employer)
    employer.get_by_label("毕业生姓名").fill(NAME)
    employer.get_by_label("学号").fill(NUMBER)
    employer.get_by_role("button", name="查找").click()
    employer.get_by_label("工作岗位").fill("后端开发工程师")
    employer.get_by_label("月薪").first.fill("9000")
    employer.get_by_label("违约金").fill("5000")
    employer.get_by_role("button", name="保存草稿并核对").click()
    employer.get_by_role("button", name="发出邀约").click()
    expect(employer.get_by_text("已发出，等待毕业生答复")).to_be_visible()


def accept(student: Page) -> str:
    """Accept on the phone and return the agreement's page."""
    student.get_by_role("link", name=re.compile("答复一份签约邀约")).click()
    student.get_by_role("link", name="应约", exact=True).click()
    student.get_by_label("转正后月薪").fill("9500")
    student.get_by_label(re.compile("我已阅读全部条款")).check()
    student.get_by_role("button", name="确认应约").click()
    expect(student.get_by_text("应约成功")).to_be_visible()
    return student.url


def review(reviewer: Page) -> None:
    reviewer.get_by_role("link", name=NAME, exact=True).click()
    reviewer.get_by_role("button", name="审核通过").first.click()
    reviewer.get_by_role("dialog").get_by_role("button", name="审核通过").click()
    expect(reviewer.get_by_text(f"{NAME} —")).to_have_count(0)


def reload_until(page: Page, text: str | re.Pattern[str]) -> None:
    """Look again, as a person would, until a job has done its part."""

    def look() -> None:
        page.reload()
        expect(page.get_by_text(text).first).to_be_visible(timeout=5_000)

    for _ in range(PATIENT // 5_000):
        try:
            return look()
        except AssertionError:
            continue
    return look()


def printed(student: Page, folder: Path) -> Path:
    """Print the student's own copy and return the file."""
    with student.expect_request(re.compile(r"/prints/\d+\.pdf$")) as asked:
        student.get_by_role("button", name=re.compile("第 2 份")).click()
    file = folder / "agreement.pdf"
    file.write_bytes(student.context.request.get(asked.value.url).body())
    return file


def scanned(file: Path) -> str:
    """Read the code from a picture of the page, as a camera would."""
    picture = pypdfium2.PdfDocument(file)[0].render(scale=200 / 72).to_pil()
    (code,) = zxingcpp.read_barcodes(picture)
    return code.text


def terminate(student: Page, employer: Page, school: Page) -> None:
    student.get_by_role("link", name="申请解约").click()
    student.get_by_label("解约原因").select_option(label="升学")
    student.get_by_label("情况说明").fill("考取研究生，已与单位商定。")
    student.get_by_role("button", name="提交申请").click()
    expect(student.get_by_text("等待对方答复")).to_be_visible()
    employer.goto("/pages/terminations.html")
    employer.get_by_role("link", name=re.compile(NAME)).click()
    employer.get_by_role("radio").first.check()
    employer.get_by_role("button", name="提交答复").click()
    expect(employer.get_by_text("双方已同意，等待学校审核")).to_be_visible()
    school.goto("/pages/termination-queue.html")
    school.get_by_role("link", name=NAME, exact=True).click()
    school.get_by_text("原协议书（打印样式）").click()
    expect(school.get_by_text("原协议书 · 已打开")).to_be_visible()
    school.get_by_role("button", name="同意解约").first.click()
    school.get_by_role("dialog").get_by_role("radio").first.check()
    school.get_by_role("dialog").get_by_role("button", name="同意解约").click()
    expect(school.get_by_role("dialog")).to_be_hidden()


def read(stranger: Page, link: str) -> dict[str, str]:
    """Open the code's link on a phone that was never here and return the four answers."""
    stranger.goto(link)
    answers = stranger.locator("section")
    expect(answers.nth(1)).not_to_contain_text("正在查询", timeout=PATIENT)
    return {str(nth + 1): answers.nth(nth).inner_text() for nth in range(4)}
