"""Texts that are harmless as words and harmful as markup or formulas, to be put into every field."""

MARKUP = (
    "<b>Jean</b>",
    "<i>Jean",
    "<u>Jean</u></b>",
    "</p><h1>Jean</h1>",
    "<img src=file:///etc/hostname>",
    "<img src='file:///etc/passwd' width=1>",
    '<img src="http://127.0.0.1:9/x.png">',
    "<img src=data:image/png;base64,AAAA onerror=alert(1)>",
    "<a href='file:///etc/hostname'>ring me</a>",
    "<a href=javascript:alert(1)>here</a>",
    "<script>alert(1)</script>",
    "<style>*{display:none}</style>Jean",
    "<link rel=stylesheet href=file:///etc/x.css>",
    "<iframe src=file:///etc/hostname></iframe>",
    "<object data=file:///etc/hostname></object>",
    "<embed src=file:///etc/hostname>",
    "<table><tr><td>Jean",
    "<ul><li>Jean<li>Ann",
    "<font color=red size=7>Jean</font>",
    "<para>Jean</para>",
    "<para alignment=center><b>Jean",
    "<br/><br/>Jean",
    "<font name='../../etc/passwd'>Jean</font>",
    "<font color=\"[[[getattr(pow, Word('__globals__'))['os'].system('true')]]]\">Jean</font>",
    "<seq id='x'/>Jean",
    "<onDraw name='x' label='y'/>Jean",
    "<unichar code='0'/>Jean",
    "<greek>a</greek>",
    "<super>Jean</super>",
    "<!-- Jean -->",
    "<![CDATA[Jean]]>",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>&e;",
    "<?xml version='1.0'?>Jean",
    "&lt;b&gt;Jean&lt;/b&gt;",
    "&amp;&nbsp;&#0;&#x41;",
    "&Jean; & Ann < Bo > Cy",
    "{name} %s %(x)s {0.__class__}",
    "\\N{BULLET}\\x41\\u0042",
    "Jean\u202egnp.exe",
    "$(touch x) `id` ; rm -rf ~",
)
"""Markup of Qt's labels, of reportlab's paragraphs, of web pages; placeholders; a text turned round."""

_LEADS = ("=", "+", "-", "@", "\t=", "\r=", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_BODIES = (
    "1+1",
    "cmd|'/C calc'!A0",
    'HYPERLINK("http://127.0.0.1:9/?"&A1,"ring")',
    "SUM(A1:A9)",
    "IMPORTXML(A1)",
    "DDE(1;2)",
)
FORMULAS = tuple(lead + body for lead in _LEADS for body in _BODIES)
"""What spreadsheets take for formulas, by each sign that begins one, full-width forms among them."""

assert (len(set(MARKUP)), len(set(FORMULAS))) == (40, 60)
