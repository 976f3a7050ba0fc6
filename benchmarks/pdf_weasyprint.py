"""The form drawn with WeasyPrint: the same cells, clauses, boxes, code and attachments, as PDF/A-3u.

What can be kept between documents is kept: the parsed style sheet and the font configuration.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

from weasyprint import CSS, HTML, Attachment
from weasyprint.text.fonts import FontConfiguration

from functions.adapters.pdf.qr import MODULE, Symbol, symbol
from functions.domain.form import Cell, Form, Opinion, Section, compose
from functions.domain.paper import Paper

STYLE = """
@font-face { font-family: song; src: url("file://FOLDER/song.ttf") }
@font-face { font-family: hei; src: url("file://FOLDER/hei.ttf") }
@font-face { font-family: rare; src: url("file://FOLDER/rare.ttf") }
@page { size: A4; margin: 13mm 15mm; @bottom-left { content: "FOOT"; font: 7.5pt song }
        @bottom-right { content: "第" counter(page) "页 / 共" counter(pages) "页"; font: 7.5pt song } }
body { font: 9.5pt song, rare; margin: 0 } svg { float: right } h1 { font: 17pt hei; text-align: center }
table { width: 100%; border-collapse: collapse; table-layout: fixed } td, th { border: .2mm solid; padding: .7mm 1mm }
td { height: 6.6mm } th { font: 9pt hei; text-align: center } .clauses { border: .2mm solid; break-before: page }
p { margin: 0; text-indent: 2em } .box { height: 30mm; vertical-align: top } footer { text-align: right }
"""


class WeasyForm:
    """Draws papers."""

    def __init__(self, folder: Path) -> None:
        self._fonts = FontConfiguration()
        self._style = STYLE.replace("FOLDER", str(folder))

    def render(self, paper: Paper) -> bytes:
        """One copy."""
        form = compose(paper.record, paper.holders)
        style = CSS(string=self._style.replace("FOOT", f"编号 {form.number} {paper.mark}"), font_config=self._fonts)
        attachments = [
            Attachment(string=paper.record_bytes, name="record.cbor", relationship="Source"),
            Attachment(string=paper.token, name="token.cose", relationship="Supplement"),
        ]
        page = HTML(string=_page(form, paper))
        return bytes(
            page.write_pdf(
                stylesheets=[style], font_config=self._fonts, pdf_variant="pdf/a-3u", attachments=attachments
            )
        )


def _page(form: Form, paper: Paper) -> str:
    words = (f"编号：{form.number}", f"{paper.mark} 本份由{paper.holder}保存", f"校验码：{paper.check_code}")
    clauses = "".join(f"<p>{escape(text)}</p>" for text in (form.preamble, *form.articles))
    opinions = "".join(f"<tr>{_opinion(opinion)}</tr>" for opinion in form.opinions)
    return (
        f'<html lang="zh"><head><title>{escape(form.title)}</title></head><body>{_code(symbol(paper.url, "M"))}'
        f"<h1>{escape(form.title)}</h1>{''.join(f'<div>{escape(word)}</div>' for word in words)}"
        f"{''.join(map(_section, form.sections))}{_lines('备注', form.remarks)}<div class=clauses>{clauses}</div>"
        f"<table>{opinions}</table>{_lines('注意事项', form.notes)}</body></html>"
    )


def _section(section: Section) -> str:
    rows = ["".join(map(_cell, row)) for row in section.rows]
    side = f'<th rowspan="{len(rows)}" style="width:9mm">{escape(section.title)}</th>'
    return f"<table><tr>{side}{rows[0]}</tr>{''.join(f'<tr>{row}</tr>' for row in rows[1:])}</table>"


def _cell(cell: Cell) -> str:
    tag = "th" if cell.is_label else "td"
    return f'<{tag} colspan="{cell.span}">{escape(cell.text)}</{tag}>'


def _lines(title: str, texts: tuple[str, ...]) -> str:
    inside = "".join(f"<div>{escape(text)}</div>" for text in texts)
    return f'<table><tr><th style="width:9mm">{title}</th><td>{inside}</td></tr></table>'


def _opinion(opinion: Opinion) -> str:
    text = f"{escape(opinion.title)}：<br>{escape(opinion.text)}"
    return f'<td class="box">{text}<footer>{escape(opinion.signature)}</footer></td>'


def _code(code: Symbol) -> str:
    path = "".join(f"M{column} {row}h{width}v1h-{width}z" for column, row, width in code.bars())
    side = code.side * MODULE
    return f'<svg width="{side}mm" height="{side}mm" viewBox="0 0 {code.side} {code.side}"><path d="{path}"/></svg>'
