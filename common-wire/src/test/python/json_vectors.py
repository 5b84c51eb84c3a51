"""What strict JSON takes and refuses."""
from forms import raw, write


def strict_json():
    sample = ('{"peaches":"This sorting order","p\u00e9ch\u00e9":"is wrong according to French","p\u00eache":'
              '"but canonicalization MUST","sin":"ignore locale"}')
    # text as sent, canonical form (RFC 8785; the first three are the RFC's own examples)
    good = [
        ("sorting by UTF-16 of RFC 8785, 3.2.3",
         '{"\\u20ac":"Euro Sign","\\r":"Carriage Return","\\ufb33":"Hebrew Letter Dalet With Dagesh",'
         '"1":"One","\\ud83d\\ude00":"Emoji: Grinning Face","\\u0080":"Control",'
         '"\\u00f6":"Latin Small Letter O With Diaeresis"}',
         '{"\\r":"Carriage Return","1":"One","\u0080":"Control","\u00f6":"Latin Small Letter O With '
         'Diaeresis","\u20ac":"Euro Sign","\U0001f600":"Emoji: Grinning Face","\ufb33":"Hebrew Letter '
         'Dalet With Dagesh"}'),
        ("text of RFC 8785, 3.2.2", '{"s":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/"}',
         '{"s":"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'),
        ("French", sample, sample),
        ("blanks", ' {\n\t"a" : 1 ,\r "b":[ ] } ', '{"a":1,"b":[]}'),
        ("literals", '{"t":true,"f":false,"n":null}', '{"f":false,"n":null,"t":true}'),
        ("all short escapes", '{"a":"\\b\\t\\n\\f\\r\\"\\\\"}', '{"a":"\\b\\t\\n\\f\\r\\"\\\\"}'),
        ("delete is not escaped", '{"a":"\\u007f"}', '{"a":"\x7f"}'),
        ("empty name", '{"":{}}', '{"":{}}'),
        ("largest integer", '{"n":9007199254740991}', '{"n":9007199254740991}'),
        ("smallest integer", '{"n":-9007199254740991}', '{"n":-9007199254740991}'),
        ("zero", '{"n":0}', '{"n":0}'), ("zero with exponent", '{"n":0e5}', '{"n":0}'),
        ("zero with point", '{"n":0.0}', '{"n":0}'), ("integer with point", '{"n":1.0}', '{"n":1}'),
        ("integer with exponent", '{"n":1.705420800E9}', '{"n":1705420800}'),
        ("fraction", '{"n":0.45}', '{"n":0.45}'), ("negative fraction", '{"n":-0.98}', '{"n":-0.98}'),
        ("no exponent down to 1e-6", '{"n":1e-6}', '{"n":0.000001}'),
        ("exponent below", '{"n":0.0000001}', '{"n":1e-7}'),
        ("smallest double", '{"n":5e-324}', '{"n":5e-324}'),
        ("17 digits", '{"n":0.30000000000000004}', '{"n":0.30000000000000004}'),
        ("17 digits that round", '{"n":0.10000000000000001}', '{"n":0.1}'),
        ("zeros behind do not count", '{"n":0.10000000000000000000}', '{"n":0.1}'),
        ("many zeros before", '{"n":0.00000000000000000000125}', '{"n":1.25e-21}'),
        ("RFC 8785, 3.2.2.3", '{"n":333333333.33333329}', '{"n":333333333.3333333}'),
        ("capital E with plus", '{"n":2E+3}', '{"n":2000}'),
        ("astral plane", '{"a":"\U0001f600"}', '{"a":"\U0001f600"}'),
        ("names that differ in form only", '{"\u00e9":1,"e\u0301":2}', '{"e\u0301":2,"\u00e9":1}'),
        ("critical and unknown members", '{"critical":[],"x":[[[]]]}', '{"critical":[],"x":[[[]]]}'),
    ]
    e = [
        "", " ", "null", "[]", "\"a\"", "1", "{", "}", "{}}", "{} {}", "{}x", "[{}]", "{\"a\"}", "{\"a\":}",
        "{\"a\":1,}", "{,}", "{\"a\":1 \"b\":2}", "{a:1}", "{'a':1}", "{\"a\":'b'}", "{\"a\":[1,]}",
        "{\"a\":[,1]}", "{\"a\":undefined}", "{\"a\":NaN}", "{\"a\":Infinity}", "{\"a\":-Infinity}",
        "{\"a\":TRUE}", "{\"a\":01}", "{\"a\":+1}", "{\"a\":.5}", "{\"a\":5.}", "{\"a\":0x10}", "{\"a\":1e}",
        "{\"a\":-}", "{\"a\":1} // b", "{/**/}", "{\"a\":1,\"a\":1}", "{\"a\":1,\"\\u0061\":2}",
        "{\"x\":{\"a\":1,\"a\":2}}", "{\"a\":\"\\ud800\"}", "{\"a\":\"\\udc00\"}",
        "{\"a\":\"\\udc00\\ud800\"}", "{\"a\":\"\\ud800x\"}", "{\"\\ud800\":1}", "{\"a\":\"\\u0000\"}",
        "{\"a\":\"\\uffff\"}", "{\"a\":\"\\ufdd0\"}", "{\"a\":\"\\ud83f\\udffe\"}", "{\"a\":\"\\x41\"}",
        "{\"a\":\"\\u12\"}", "{\"a\":\"\n\"}", "{\"a\":\"\t\"}", "{\"a\":-0}", "{\"a\":-0.0}", "{\"a\":-0e9}",
        "{\"a\":9007199254740992}", "{\"a\":-9007199254740992}", "{\"a\":1e16}", "{\"a\":1e400}",
        "{\"a\":1e-400}", "{\"a\":3.141592653589793238462643383279}", "{\"a\":1e999999999999999999999}",
    ]
    raw = [("byte order mark", b"\xef\xbb\xbf{}"), ("UTF-16", '{"a":1}'.encode("utf-16-be")),
           ("surrogates as UTF-8", b'{"a":"\xed\xa0\xbd\xed\xb8\x80"}'),
           ("overlong slash", b'{"a":"\xc0\xaf"}'), ("a lone continuation", b'{"a":"\x80"}'),
           ("beyond Unicode", b'{"a":"\xf4\x90\x80\x80"}')]
    write("json.json", dict(
        good=[dict(name=n, hex=t.encode().hex(), canonical=c.encode().hex()) for n, t, c in good],
        bad=[dict(name=repr(t), hex=t.encode().hex()) for t in e]
        + [dict(name=n, hex=b.hex()) for n, b in raw]))
