"""Files travel inside with name, description and relationship; encryption stays out of files made to be kept."""

import hashlib
import io
import zlib
from dataclasses import replace

import page
import pikepdf
import pytest
from every_role import DATA, FACTS, every_role
from plain_lines import surface
from sample_file import sample
from tagged import elements, sequences

from briefgen.check.finished.inspection import inspect_file
from briefgen.pdf.profiles import PROFILES

WITH_FILES = [name for name, profile in PROFILES.items() if profile.attachments]
ARCHIVAL = [name for name, profile in PROFILES.items() if profile.archival]


@pytest.mark.parametrize("name", WITH_FILES)
def test_files_are_found_by_name_and_by_what_they_belong_to(name):
    with pikepdf.open(io.BytesIO(every_role(files=True, profile=PROFILES[name]).finish())) as pdf:
        names = pikepdf.NameTree(pdf.Root.Names.EmbeddedFiles)
        assert set(names) == {DATA.name, FACTS.name}
        for file in (DATA, FACTS):
            found = names[file.name]
            assert (str(found.UF), str(found.Desc)) == (file.name, file.description)
            assert str(found.F).isascii()
            assert found.AFRelationship == f"/{file.relationship}"
            stream = found.EF.F
            assert stream.read_bytes() == file.data
            assert (stream.Type, stream.Subtype) == ("/EmbeddedFile", f"/{file.media}")
            assert int(stream.Params.Size) == len(file.data)
            assert bytes(stream.Params.CheckSum) == hashlib.md5(file.data).digest()
            assert str(stream.Params.ModDate) == "D:20261101000000Z"
        assert [str(found.UF) for found in pdf.Root.AF] == [FACTS.name, DATA.name]
        if PROFILES[name].tagged:
            (figure,) = (one for one in elements(pdf.Root.StructTreeRoot) if one.S == "/Figure")
            assert [found.objgen for found in figure.AF] == [names[DATA.name].objgen]


def test_one_file_may_belong_to_several():
    drawing = surface(profile=PROFILES["ua1+a3a"])
    drawing.attach(DATA)
    with drawing.element("Figure", "en", alt={"en": "a"}) as figure:
        drawing.rectangle(0, 0, 9, 9, fill="#000000")
        figure.files.append(replace(DATA))
    with pikepdf.open(io.BytesIO(drawing.finish())) as pdf:
        assert len(pdf.Root.AF) == 1


def test_two_files_of_one_name_are_refused():
    drawing = surface(profile=PROFILES["plain"])
    drawing.attach(DATA)
    drawing.attach(replace(DATA, data=b"other"))
    with pytest.raises(RuntimeError, match="Two attachments"):
        drawing.finish()


def test_a_profile_without_files_takes_none():
    drawing = surface(profile=PROFILES["ua1+a2a"])
    drawing.attach(DATA)
    with pytest.raises(RuntimeError, match="ua1\\+a2a"):
        drawing.finish()
    drawing = surface(profile=PROFILES["ua1+a2a"])
    with drawing.element("Figure", "en", alt={"en": "a"}) as figure:
        drawing.rectangle(0, 0, 9, 9, fill="#000000")
        figure.files.append(DATA)
    with pytest.raises(RuntimeError, match="ua1\\+a2a"):
        drawing.finish()


@pytest.mark.parametrize("name", ARCHIVAL)
def test_files_made_to_be_kept_are_never_encrypted(name):
    with pytest.raises(RuntimeError, match="never encrypted"):
        surface(profile=PROFILES[name], password="secret").finish()


def test_a_plain_file_opens_with_its_password_only():
    data = sample(profile=PROFILES["plain"], password="南京 secret")
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(data))
    assert b"Robotics" not in data
    with pikepdf.open(io.BytesIO(data), password="南京 secret") as pdf:
        assert (pdf.encryption.R, pdf.encryption.bits, pdf.encryption.stream_method.name) == (6, 256, "aesv3")
        assert pdf.allow.accessibility
        assert len(pdf.pages) == 2
        assert str(pdf.docinfo.Subject) == "Fields and figures"


def test_a_plain_file_with_files_keeps_its_pages():
    plain = every_role(profile=PROFILES["plain"]).finish()
    with_files = every_role(files=True, profile=PROFILES["plain"]).finish()

    def pages(data):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            assert "/StructTreeRoot" not in pdf.Root
            return [page.Contents.read_bytes() for page in pdf.pages]

    assert pages(plain) == pages(with_files)


@pytest.mark.parametrize("name", list(PROFILES))
def test_the_same_drawing_gives_the_same_bytes(name):
    files = PROFILES[name].attachments
    first, second = (every_role(files=files, profile=PROFILES[name]).finish() for _ in range(2))
    assert first == second
    assert first.startswith(f"%PDF-{PROFILES[name].version}".encode())
    with pikepdf.open(io.BytesIO(first)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert pdf.trailer.ID[0] == pdf.trailer.ID[1]


def test_no_stream_ends_with_what_looks_like_its_line_end():
    """PDF/A counts bytes up to that line end (ISO 19005-2, 6.1.7.1); one stream in 256 would be miscounted."""
    for number in range(60):
        drawing = every_role(subject=f"number {number}", author="x" * number)
        with drawing.element("P", "en", alt={"en": f"a{number}"}):
            drawing.rectangle(number, 0, 9, 9, fill="#000000")
        data = drawing.finish()
        assert b"\r\nendstream" not in data, number
    assert sequences(data)


def test_a_page_whose_packed_content_ends_so_reads_the_same():
    def drawn(number):
        drawing = surface()
        with drawing.element("Figure", "en", alt={"en": "a"}):
            drawing.rectangle(number, number % 7, 9, 9, fill="#000000")
        drawing._end_page()
        return drawing

    ending = next(found for found in map(drawn, range(3000)) if zlib.compress(found._pages[0].content, 9)[-1:] == b"\r")
    data = ending.finish()
    assert b"\r\nendstream" not in data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.pages[0].Contents.read_bytes() == ending._pages[0].content


def ends_in_carriage_return(packed):
    """Return the first number of which `packed` makes data that end so."""
    return next(number for number in range(20_000) if packed(number)[-1:] == b"\r")


@pytest.mark.parametrize("name", ARCHIVAL)
def test_pictures_whose_data_end_so_read_the_same(name, tmp_path):
    from PIL import Image

    def pixels(number):
        return bytes((number % 256, number // 256, 7)) * 4

    number = ends_in_carriage_return(lambda number: zlib.compress(pixels(number), 9))
    opacity = ends_in_carriage_return(lambda number: zlib.compress(bytes((number % 256, number // 256, 7, 0)), 9))
    mask = bytes((opacity % 256, opacity // 256, 7, 0))
    plain = Image.frombytes("RGB", (2, 2), pixels(number))
    plain.save(tmp_path / "plain.png")
    plain.putalpha(Image.frombytes("L", (2, 2), mask))
    plain.save(tmp_path / "clear.png")
    plain.convert("RGB").save(tmp_path / "photo.jpg")
    photo = (tmp_path / "photo.jpg").read_bytes() + b"\r"
    (tmp_path / "photo.jpg").write_bytes(photo)
    drawing = surface(profile=PROFILES[name])
    with drawing.element("H1", "en"), drawing.element("Figure", alt={"en": "a"}):
        for place, file in enumerate(("plain.png", "clear.png", "photo.jpg")):
            drawing.image(tmp_path / file, 10, 100 * place, 50, 50)
    data = drawing.finish()
    assert b"\r\nendstream" not in data
    assert inspect_file(data).findings == ()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.check_pdf_syntax() == []
        first, second, third = (found for _, found in sorted(pdf.pages[0].Resources.XObject.items()))
        assert first.read_bytes() == second.read_bytes() == pixels(number)
        assert second.SMask.read_bytes() == mask
        assert third.read_raw_bytes() == photo + b"\n"
    for claim in ("ua1", f"{PROFILES[name].archive}a") if PROFILES[name].level == "A" else ():
        assert list(page.validate_pdf_bytes(data, profile=claim).failures) == []


def test_an_attached_file_whose_data_end_so_reads_the_same():
    def content(number):
        return f"{number}\n".encode()

    number = ends_in_carriage_return(lambda number: zlib.compress(content(number), 9))
    drawing = surface(profile=PROFILES["ua1+a3a"])
    drawing.attach(replace(DATA, data=content(number)))
    data = drawing.finish()
    assert b"\r\nendstream" not in data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pikepdf.NameTree(pdf.Root.Names.EmbeddedFiles)[DATA.name].EF.F.read_bytes() == content(number)


def test_a_file_that_would_be_miscounted_is_not_returned(monkeypatch):
    monkeypatch.setattr("briefgen.pdf.finishing.finish.AMBIGUOUS", b"endstream")
    with pytest.raises(RuntimeError, match="line end"):
        surface().finish()
