"""
Changes the Word file of a plan in LibreOffice as a person would, and saves it there: so the files beside it came to be, from
docxOf(richPaper()) (test/server/present/rich-paper.ts). No test runs it.
    python3 in-libreoffice.py FROM.docx plan-changed.docx
    python3 in-libreoffice.py FROM.docx plan-tracked.docx tracked
It needs Debian's libreoffice-writer and python3-uno.
"""
import os
import subprocess
import sys
import tempfile
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK

source, target = (f"file://{os.path.abspath(name)}" for name in sys.argv[1:3])
tracked = "tracked" in sys.argv[3:]


def prop(name, value):
    one = PropertyValue()
    one.Name, one.Value = name, value
    return one


def office():
    """A LibreOffice of its own: nothing of whoever runs it goes into the files."""
    command = ["soffice", "--headless", "--norestore", "--accept=pipe,name=plan;urp;"]
    profile = f"-env:UserInstallation=file://{tempfile.mkdtemp()}"
    process = subprocess.Popen([*command, profile], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    here = uno.getComponentContext()
    resolve = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here).resolve
    while True:
        try:
            context = resolve("uno:pipe,name=plan;urp;StarOffice.ComponentContext")
            return process, context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except uno.getClass("com.sun.star.connection.NoConnectException"):
            time.sleep(0.5)


process, desktop = office()
doc = desktop.loadComponentFromURL(source, "_blank", 0, (prop("Hidden", True),))


def found(words):
    wanted = doc.createSearchDescriptor()
    wanted.SearchString = words
    return doc.findFirst(wanted)


def at_end_of(words):
    place = found(words)
    cursor = place.Text.createTextCursorByRange(place.End)
    cursor.gotoEndOfParagraph(False)
    return place.Text, cursor


def add_after(words, added, style=None):
    text, cursor = at_end_of(words)
    text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
    text.insertString(cursor, added, False)
    if style is not None:
        cursor.ParaStyleName = style


def delete_after(words):
    """The paragraph below these words, with its end."""
    _, cursor = at_end_of(words)
    cursor.goRight(1, True)
    cursor.gotoEndOfParagraph(True)
    cursor.setString("")


def table_with(words):
    tables = (doc.TextTables.getByName(name) for name in doc.TextTables.ElementNames)
    return next(one for one in tables if any(words in one.getCellByName(cell).String for cell in one.CellNames))


doc.RecordChanges = tracked
found("cada dos meses").setString("cada tres meses")
found("en el anexo").setString("en un documento anexo")
add_after("rinde cuentas ante los", "La secretaría técnica publica el saldo del fondo cada mes.")
add_after("Después se comparte", "Luego se publica.")
delete_after("una vez al año en persona")
add_after("El plan se revisa", "Evaluación", "Heading 2")
add_after("Evaluación", "Una evaluación externa se entrega en 2013.")

rows = table_with("lo asume cada país")
rows.Rows.insertByIndex(1, 1)
rows.getCellByName("A2").String = "Sede"
rows.getCellByName("B2").String = "rota entre los países"

found("mástiles compartidos").setString("postes compartidos")
found("En curso").setString("Entregado")
found("12 países").setString("15 países")
doc.Footnotes.getByIndex(1).String = "El monto se acordó en la segunda reunión."

text, cursor = at_end_of("Una evaluación externa")
text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
output = doc.createInstance("com.sun.star.text.TextTable")
output.initialize(4, 2)
text.insertTextContent(cursor, output, False)
fields = ["Producto 4", "Guía de buenas prácticas", "Tipo", "Herramienta", "Plazo", "2013", "Color", "azul"]
for at, words in enumerate(fields):
    output.getCellByName(f"{'AB'[at % 2]}{at // 2 + 1}").String = words

comment = doc.createInstance("com.sun.star.text.textfield.Annotation")
comment.Content = "¿Basta con un resumen?"
place = found("resume las reuniones")
place.Text.insertTextContent(place, comment, True)

doc.storeToURL(target, (prop("FilterName", "MS Word 2007 XML"),))
doc.close(True)
try:
    desktop.terminate()
except uno.RuntimeException:
    pass
process.wait()
