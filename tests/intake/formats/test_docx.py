"""Word documents: what is read, in which order, and what is left out and said."""

import io

import docx
import pytest

from muster.errors import MaterialError
from muster.intake.formats.docx import read_docx
from muster.intake.formats.wordlists import _written
from tests.intake.making import WORD, archive, docx_of


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def text_of(body: str, **parts: bytes | str) -> str:
    return read_docx("a.docx", docx_of(body, **parts)).text


def part(kind: str, content: str) -> str:
    return f'<w:{kind} xmlns:w="{WORD}">{content}</w:{kind}>'


def test_what_a_word_processor_writes_is_read_in_its_order() -> None:
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "HEADQUARTERS, 3 March 2025"
    made.sections[0].footer.paragraphs[0].text = "Page 1"
    made.add_heading("Operation Order", 1)
    made.add_paragraph("Up to 1,500 troops\twill deploy.")
    made.add_paragraph("a task", style="List Bullet")
    made.add_paragraph("first", style="List Number")
    made.add_paragraph("second", style="List Number")
    table = made.add_table(2, 2)
    for at, words in enumerate(("State", "Guard", "Iowa\nand Ohio", "109")):
        table.cell(at // 2, at % 2).text = words
    inner = table.cell(1, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "Army", "100"
    made.add_paragraph("The end.")
    file = io.BytesIO()
    made.save(file)
    assert read_docx("a.docx", file.getvalue()).text.split("\n\n") == [
        "HEADQUARTERS, 3 March 2025",
        "Operation Order",
        "Up to 1,500 troops will deploy.",
        "• a task",
        "1. first",
        "2. second",
        "State | Guard",
        "Iowa and Ohio | 109 Army | 100",
        "The end.\n",
    ]


LEVELS = (
    ("upperRoman", "%1."),
    ("lowerLetter", "%2."),
    ("decimal", "(%3)"),
    ("decimal", "%1.%3.%4"),
    ("bullet", "\uf0b7"),
    ("none", ""),
)


def numbering(more: str = "") -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(LEVELS)
    )
    return part(
        "numbering",
        f'<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
        f'<w:startOverride w:val="4"/></w:lvlOverride></w:num>{more}',
    )


def item(text: str, level: int, number: int = 1) -> str:
    return paragraph(
        run(text), properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    )


def test_paragraphs_of_lists_bear_the_numbers_that_word_gives_them() -> None:
    order = [0, 1, 1, 2, 2, 3, 1, 2, 0, 1, 4, 5]
    items = "".join(item(f"x{at}", level) for at, level in enumerate(order))
    text = text_of(
        items + item("anew", 0, 2) + item("on", 0, 1) + item("none", 0, 0), word__numbering_xml=numbering()
    )
    assert [line.rpartition(" ")[0] for line in text.strip().split("\n\n")] == [
        *("I.", "a.", "b.", "(1)", "(2)", "I.2.1", "c.", "(1)", "II.", "a.", "•", "", "IV.", "V.", ""),
    ]


def test_a_style_numbers_its_paragraphs_and_those_of_styles_based_on_it() -> None:
    styles = (
        '<w:style w:styleId="Para"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        "</w:style>"
        '<w:style w:styleId="Sub"><w:basedOn w:val="Para"/></w:style>'
        '<w:style w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>'
    )
    body = "".join(
        paragraph(run("x"), properties=f'<w:pStyle w:val="{style}"/>') for style in ("Para", "Sub", "Loop")
    )
    parts = {"word__numbering_xml": numbering(), "word__styles_xml": part("styles", styles)}
    assert text_of(body, **parts) == "a. x\n\nb. x\n\nx\n"


@pytest.mark.parametrize(
    ("form", "number", "expected"),
    [
        ("lowerLetter", 28, "bb"),
        ("upperLetter", 26, "Z"),
        ("lowerRoman", 1999, "mcmxcix"),
        ("decimalZero", 7, "07"),
    ],
)
def test_numbers_are_written_as_lists_write_them(form: str, number: int, expected: str) -> None:
    assert _written(number, form) == expected


def test_damaged_lists_number_nothing_and_entities_in_them_are_refused() -> None:
    assert text_of(item("x", 0), word__numbering_xml="<a") == "• x\n"
    assert text_of(item("x", 99, 77), word__numbering_xml=numbering()) == "• x\n"
    with pytest.raises(MaterialError) as raised:
        text_of(item("x", 0), word__numbering_xml="<!DOCTYPE a [<!ENTITY b 'c'>]><a/>")
    assert raised.value.problems[0].code == "M717"


def test_tracked_changes_are_read_as_accepted_and_said() -> None:
    body = paragraph(
        run("Up to "),
        f"<w:del>{run('1,500').replace('w:t', 'w:delText')}</w:del>",
        f"<w:ins>{run('2,500')}</w:ins>",
        f"<w:moveFrom>{run(' gone')}</w:moveFrom><w:moveTo>{run(' troops')}</w:moveTo>",
    )
    source = read_docx("a.docx", docx_of(body))
    assert source.text == "Up to 2,500 troops\n"
    (note,) = source.notes
    assert (note.code, note.severity) == ("M733", "warning")
    assert "2 insertion(s) were read, 2 deletion(s) left out" in note.message


def test_fields_give_their_results_and_hidden_text_and_comments_are_left_out() -> None:
    body = paragraph(
        run("On "),
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>DATE \\@ "d MMMM"</w:instrText></w:r>',
        run("3 March 2025"),
        run(" secret", "<w:vanish/>"),
        run(" shown", '<w:vanish w:val="0"/>'),
        '<w:r><w:commentReference w:id="1"/></w:r>',
    )
    source = read_docx(
        "a.docx", docx_of(body, word__comments_xml=part("comments", paragraph(run("a comment"))))
    )
    assert source.text == "On 3 March 2025 shown\n"
    assert [note.code for note in source.notes] == ["M734"]


def test_footnotes_endnotes_and_footers_follow_the_body() -> None:
    notes = (
        f'<w:footnote w:type="separator" w:id="0">{paragraph(run("----"))}</w:footnote>'
        f'<w:footnote w:id="1">{paragraph(run("See 10 U.S.C. 284."))}</w:footnote>'
    )
    text = text_of(
        paragraph(run("Up to 9 troops"), '<w:r><w:footnoteReference w:id="1"/></w:r>', run(".")),
        word__footnotes_xml=part("footnotes", notes),
        word__endnotes_xml=part(
            "endnotes", f'<w:endnote w:id="1">{paragraph(run("An endnote."))}</w:endnote>'
        ),
        word__footer1_xml=part("ftr", paragraph(run("CUI"))),
        word__footer2_xml=part("ftr", paragraph(run("CUI"))),
    )
    assert text == "Up to 9 troops.\n\nSee 10 U.S.C. 284.\n\nAn endnote.\n\nCUI\n"


def test_text_boxes_follow_their_paragraph_once() -> None:
    space = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    box = f"<w:txbxContent>{paragraph(run('In the box.'))}</w:txbxContent>"
    body = paragraph(
        run("Before "),
        f'<w:r><mc:AlternateContent xmlns:mc="{space}"><mc:Choice>{box}</mc:Choice>'
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>",
        run("and after."),
    )
    assert text_of(body) == "Before and after.\n\nIn the box.\n"


def test_breaks_and_special_hyphens_are_kept_as_what_they_are() -> None:
    body = paragraph(
        "<w:r><w:t>UH</w:t><w:noBreakHyphen/><w:t>60</w:t><w:br/><w:t>de</w:t><w:softHyphen/><w:t>ploy</w:t>"
        '<w:sym w:font="Symbol" w:char="F0B7"/></w:r>'
    )
    assert text_of(body) == "UH-60\ndeploy•\n"


def test_the_strict_variant_is_read() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    document = part("document", f"<w:body>{paragraph(run('Up to 9'))}</w:body>").replace(WORD, strict)
    assert read_docx("a.docx", archive({"word/document.xml": document})).text == "Up to 9\n"


def test_macros_are_not_run_and_outside_things_not_fetched_and_both_are_said() -> None:
    relation = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rels = (
        f'<Relationships xmlns="{relation}">'
        f'<Relationship Id="a" Type="{office}/attachedTemplate" Target="http://127.0.0.1:9/t.dotm"'
        ' TargetMode="External"/>'
        f'<Relationship Id="b" Type="{office}/image" Target="file:///etc/passwd" TargetMode="External"/>'
        f'<Relationship Id="c" Type="{office}/hyperlink" Target="http://example.org" TargetMode="External"/>'
        "</Relationships>"
    )
    parts: dict[str, bytes | str] = {
        "word/document.xml": part("document", f"<w:body>{paragraph(run('Up to 9 troops'))}</w:body>"),
        "word/vbaProject.bin": b"\xd0\xcf\x11\xe0",
        "word/_rels/document.xml.rels": rels,
    }
    source = read_docx("a.docm", archive(parts))
    assert source.text == "Up to 9 troops\n"
    assert {note.code: note.message for note in source.notes}.keys() == {"M735", "M736"}
    assert "2 thing(s) outside of it (attachedTemplate, image)" in source.notes[1].message


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("<a" * 3000, "M707"),
        ("<w:p>" * 900, "M707"),
        ("<w:p><w:r><w:t>x</w:t></w:p>", "M707"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "M717"),
        ('<!DOCTYPE a PUBLIC "x" "http://127.0.0.1:9/a.dtd"><a/>', "M717"),
    ],
)
def test_a_damaged_or_hostile_part_is_told(content: str, code: str) -> None:
    document = content if content.startswith("<!") else part("document", f"<w:body>{content}</w:body>")
    with pytest.raises(MaterialError) as raised:
        read_docx("a.docx", archive({"word/document.xml": document}))
    assert raised.value.problems[0].code == code
