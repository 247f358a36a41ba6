
#[test]
fn slips() {
    for text in [
        "title Loosen\nid = \"a\"\n", "title \"Loosen\"\nid = \"a\"\n", "title = \"abc\nid = \"a\"\nx = 1\n", "title = abc\"\nid = 1\n", "title = Loosen your back\nid = 1\n",
        "title = \"t\"\ntips = [\"a\" \"b\"]\nid=1\n", "title = \"t\"\ntips = [\"a\"\n\"b\"\n]\nid=1\n", "title = \"t\"\ntips = [\"a\", \"b\"\nid = 2\n[log]\nweeks=1", "title = \"t\"\ntips = \"a\", \"b\"\nx = 1\n",
        "title = \"a\"\ntitle = \"b\"\n", "title = \"a\"\n[log]\nweeks=2\n[log]\nweeks=3\n", "title = \"a\"\n[[exercise]\nname = \"a\"\n", "title = \"a\"\n[exercise]]\nname = \"a\"\n", 
        "title = \"a\"\n[exercise]\nname = \"a\"\n[exercise]\nname=\"b\"\n", "title = \"a\"\n[exercise]\nname = \"a\"\n[[exercise]]\nname=\"b\"\n", "title = \"a\"\n[[log]]\nweeks = 1\n",
        "title = \"a\"\ntips = \"\"\"\nabc\ndef\nid = 1\n", "title = \"a\"\n[[exercise]]\nsteps = \"\"\"\nabc\ndef\n[[exercise]]\nsteps = \"\"\"\nabc\n\"\"\"\nsets = 0\n", "title: \"abc\"\nx = 1", "title = \nx = 1\n", "title = \"a\"\n= 3\nx=1\n", "just words here\ntitle = 1\n", "title = \"a\"\n[[exercise]]\npictures = [{ file = \"a.svg\"\nalt = \"b\" }]\nsets = -2\n", "title = \"a\"\npictures = { max-dpi = 1, c }\nd = 1\n", "title = \"a\"\npictures = { max-dpi = 1\n[log]\nweeks = 0\n",
        "title = 'it's'\nb=1\n", "title = \"He said \"hi\" to me\"\nb=1\n", "title = \"x\\y\"\nb=1\n", "title = \"a\"\nstop if = \"a\"\nb=1\n", "title = \"a\"\ndays-a-week = 03\nb=1", "title = \"a\"\ndays-a-week = 2 days\nb=1", "title = \"a\"\n[[exercise]]\nrest = 30s\nb=1", "title = \"a\"\nissued = 2026-13-40\nb=1", "title = \"a\"\nissued = 20.11.2026\nb=1",
        "title = \u{201c}hello you\u{201d}\nb=1\n", "title = \"a\"\ntips = [\u{201c}hello you\u{201d}, \u{201c}x\u{201d}]\nb=1\n", "title = \"a\"\ntips = \u{201c}\u{201d}\u{201d}\nHello\nyou **\n\u{201d}\u{201d}\u{201d}\nb=1\n", "title = \"a\u{201d}\nb=1", "title = \u{201c}a\nb=1", "title = 1 b = 2\nc=3", "title = \"x\" # ok\n\u{0}b=1\n", "title = \"a\"\n[log\nweeks = 0\n", "// comment\ntitle=1\n", "title = \"a\"\na = True\nb=1\n", "title = yes\n", "title == \"1\"\nb=1","a.b = 1\na = 2\nc=1", "\u{feff}title=1", "title = [[[[1]]]\nb=1", "größe = 1\nb=1", "title = \"x\"\"\nb=1", "title = \"a\"\n- item\nb=1\n", "title = \"a\"\ntips = [1,,2]\nb=1", "title = \"a\"\npictures = {max-dpi=1,,y=2}\nb=1", "title = \"x\",\nb=1","title = \"x\";\nb=1", "exercise = []\n[[exercise]]\nname=\"a\"\n", "title\n=1\nb=1", "[]\na=1\n[[ ]]\nb=1",
        "title = \"caf\u{301}\" b\nc=1\r\nd=1\re=2\n", "title = \"a\"\n[[exercise]]\npictures = [\"images\\roll.jpg\", 'images\\x.svg']\nsets = 0", "title = \"a\"\n[[exercise]]\nsteps = [\"a\"]\ntips = \"late\"\nid = \"b\"\n", "[[exercise]]\nname = \"x\"\ntitle = \"late\"\n", "title = \"a\" [log]\n", "\"title = \"a\"\n", "title = \"\\u00zz\"",
        "title = \"a\"\nsteps = [\n\"a\",\n\"b\n\"c\"\n]\nb=1", "title = \"a\"\ntips = [\n\"a\",\n\"b\",\n", "title = \"a\"\n[[exercise]]\nsteps = [\n\"a\",\n\"b\",\nsets = 0\n\n[[exercise]]\nsteps=[]\n",
    ] {
        println!("---- {text:?}");
        for fault in super::faults_of(super::Kind::Handout, text.as_bytes()) { println!("    {fault}"); }
    }
}
