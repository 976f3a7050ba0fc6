"""The columns of the roster, in the order of the template: one row here is one column there."""

from __future__ import annotations

from dataclasses import dataclass

# A row whose student number begins so is the template's own example.
SAMPLE_MARK = "示例"


@dataclass(frozen=True)
class Column:
    """A column: the field of ``Graduate``, its header, other headers in use, what to write, and an example."""

    field: str
    header: str
    example: str
    meaning: str
    english: str
    is_required: bool = False
    also: tuple[str, ...] = ()


COLUMNS = (
    Column(
        "number",
        "学号",
        f"{SAMPLE_MARK}2023210001",
        "4–20 位字母、数字或连字符，一人一号",
        "Student number",
        is_required=True,
        also=("学生学号",),
    ),
    Column(
        "name",
        "姓名",
        "阿依古丽·买买提",
        "与身份证件一致；间隔号用“·”",
        "Name, as on the identity document",
        is_required=True,
    ),
    Column(
        "id_kind",
        "身份证件类型",
        "居民身份证",
        "留空即居民身份证；另有港澳台居民居住证、通行证、护照等",
        "Kind of identity document",
        also=("证件类型",),
    ),
    Column(
        "id_number",
        "证件号码",
        "11010519491231002X",
        "请把该列设为“文本”格式，否则 Excel 会改掉末几位",
        "Number of the document",
        is_required=True,
        also=("身份证号", "身份证号码", "身份证件号码", "证件号"),
    ),
    Column("gender", "性别", "女", "男 或 女", "Gender: 男 (male) or 女 (female)", is_required=True),
    Column("ethnicity", "民族", "维吾尔族", "GB/T 3304 的名称或代码", "Ethnicity"),
    Column("political_status", "政治面貌", "共青团员", "GB/T 4762 的名称或代码", "Political status"),
    Column(
        "college",
        "学院",
        "计算机科学与技术学院",
        "学院名称或代码，须已在本校设置中",
        "College: name or code",
        is_required=True,
        also=("院系", "院系名称", "学院名称"),
    ),
    Column("major", "专业", "计算机科学与技术", "专业名称", "Major", is_required=True, also=("专业名称",)),
    Column("class_name", "班级", "计科 2301", "班级名称", "Class", also=("班级名称",)),
    Column(
        "degree",
        "学历",
        "本科",
        "博士研究生、硕士研究生、本科、专科等",
        "Level of study",
        is_required=True,
        also=("学历层次",),
    ),
    Column("duration", "学制", "4", "年数，可写 2.5", "Length of study in years"),
    Column("training_mode", "培养方式", "非定向", "非定向、定向、委培、在职、自筹", "Training mode", is_required=True),
    Column("entry_year", "入学年份", "2023", "四位年份", "Year of entry", also=("入学年度", "入学年")),
    Column(
        "cohort",
        "毕业年份（届）",
        "2027",
        "四位年份，即“2027 届”",
        "Year of graduation",
        is_required=True,
        also=("届", "毕业届别", "毕业年度"),
    ),
    Column(
        "plan",
        "方案",
        "春季",
        "同一届内分批时填写，如 春季、秋季",
        "Plan within the cohort, e.g. spring",
        also=("毕业方案",),
    ),
    Column(
        "phone",
        "手机号码",
        "13800138000",
        "11 位；境外号码以 + 和国家代码开头",
        "Mobile number",
        also=("手机", "手机号", "联系电话"),
    ),
    Column("email", "电子邮箱", "student@example.edu.cn", "电子邮箱地址", "E-mail", also=("邮箱", "电子邮件")),
    Column("origin", "生源地", "650102", "六位行政区划代码，或省市县名称", "Place of origin", also=("生源所在地",)),
    Column("address", "家庭地址", "新疆维吾尔自治区乌鲁木齐市天山区解放北路 1 号", "通信地址", "Home address"),
    Column("qq", "QQ", "10001", "5–12 位数字", "QQ number", also=("QQ号", "QQ号码")),
    Column(
        "agreement_number", "协议书编号", "", "学校预先编号时填写，一人一号", "Agreement number, if assigned beforehand"
    ),
)

# How a header is recognised, after blanks, stars and brackets are gone.
BY_HEADER = {name: column for column in COLUMNS for name in (column.header.partition("（")[0], *column.also)}


def column_letters(at: int) -> str:
    """Name the column at index ``at`` (from 0) as a spreadsheet does: A, B ... Z, AA."""
    return (column_letters(at // 26 - 1) if at >= 26 else "") + chr(ord("A") + at % 26)  # noqa: PLR2004 - letters
