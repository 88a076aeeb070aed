#!/usr/bin/env python3
"""Manual pages from what a program says of itself.

usage: man-pages.py PROGRAM OUTPUT DATE VERSION [FACTS]

PROGRAM --experimental-dump-help prints its commands, arguments and explanations as JSON; every command directly below the
program gets a page PROGRAM-COMMAND, with the commands below it as sections. The program's own page lists them all. FACTS is a
text file of sections that no command knows, such as FILES: a line in capitals begins one, then entries of a word line and
indented lines; the first line is the section of the manual for the program itself and for those commands that are daemons,
as in `8 run`.
"""
import json
import os
import re
import subprocess
import sys


def escaped(text):
    """Text as roff prints it: no escapes, no requests, and every hyphen one that can be copied."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("^", "\\(ha").replace("~", "\\(ti")
    return "\n".join("\\&" + line if line[:1] in (".", "'") else line for line in text.split("\n"))


def inline(text):
    """A paragraph's text; what stands in `backquotes` becomes bold."""
    parts = re.split(r"`([^`]+)`", text)
    return "".join("\\fB%s\\fR" % escaped(part) if index % 2 else escaped(part) for index, part in enumerate(parts))


def prose(text):
    """Paragraphs; indented lines are shown as they are."""
    lines = []
    literal = False
    for line in text.strip("\n").split("\n"):
        wants_literal = line.startswith("  ")
        if wants_literal != literal:
            lines += [".PP", ".nf", ".RS 4"] if wants_literal else [".RE", ".fi", ".PP"]
            literal = wants_literal
        if not line.strip():
            if not literal and lines and lines[-1] != ".PP":
                lines.append(".PP")
        else:
            lines.append(escaped(line.strip()) if literal else inline(line.strip()).replace("\n", " "))
    if literal:
        lines += [".RE", ".fi"]
    while lines and lines[-1] == ".PP":
        lines.pop()
    return lines


def spelled(name):
    return ("--" if name["kind"] == "long" else "-") + name["name"]


def value(argument):
    return "\\fI%s\\fR" % escaped(argument.get("valueName", "value"))


def shown(command):
    """Arguments that a page lists: `help` and what is hidden are left out."""
    return [a for a in command.get("arguments", [])
            if a.get("shouldDisplay", True) and a.get("valueName") not in ("help",) and
            not (a["kind"] == "flag" and a.get("valueName") == "version" and command["depth"] > 0)]


def below(command):
    for sub in command.get("subcommands", []):
        if sub["commandName"] == "help" or not sub.get("shouldDisplay", True):
            continue
        sub["depth"] = command["depth"] + 1
        sub["path"] = command["path"] + [sub["commandName"]]
        yield sub


def synopsis(command):
    words = ["\\fB%s\\fR" % escaped(" ".join(command["path"]))]
    arguments = shown(command)
    if any(a["kind"] != "positional" and a.get("isOptional", True) for a in arguments):
        words.append("[\\fIoptions\\fR]")
    for argument in arguments:
        if argument["kind"] == "option" and not argument.get("isOptional", True):
            words.append("\\fB%s\\fR %s" % (escaped(spelled(argument["preferredName"])), value(argument)))
        if argument["kind"] == "positional":
            text = value(argument) + (" ..." if argument.get("isRepeating") else "")
            words.append("[%s]" % text if argument.get("isOptional") else text)
    if any(True for _ in below(command)):
        words.append("\\fIcommand\\fR")
    return " ".join(words)


def options(command):
    lines = []
    for argument in shown(command):
        if argument["kind"] == "positional":
            term = value(argument)
        else:
            term = ", ".join("\\fB%s\\fR" % escaped(spelled(name)) for name in argument.get("names", []))
            if argument["kind"] == "option":
                term += " " + value(argument)
        text = argument.get("abstract", "")
        if argument.get("discussion"):
            text += "\n" + argument["discussion"]
        default = argument.get("defaultValue")
        if default and argument["kind"] == "option":
            text += " Default: %s." % default
        lines += [".TP", term] + (prose(text) if text.strip() else ["No more is to be said."])
    return lines


def body(command):
    """Explanation and options of one command, for a page or for a section of one."""
    lines = [".PP", command.get("abstract", "")and inline(command["abstract"])]
    if command.get("discussion"):
        lines += [".PP"] + prose(command["discussion"])
    return [line for line in lines if line]


def sentence(text):
    text = text.rstrip(".")
    return text[:1].lower() + text[1:] if not text[:2].isupper() else text


def heading(command, section, date, version):
    name = "-".join(command["path"])
    return ['.TH %s %s "%s" "parta %s" "Parta"' % (escaped(name.upper()), section, date, version),
            ".SH NAME", "%s \\- %s" % (escaped(name), escaped(sentence(command.get("abstract", "")).split(". ")[0]))]


def page(command, section, date, version, root):
    lines = heading(command, section, date, version)
    subcommands = list(below(command))
    lines += [".SH SYNOPSIS"]
    lines += [line for sub in subcommands for line in (synopsis(sub), ".br")][:-1] if subcommands else [synopsis(command)]
    lines += [".SH DESCRIPTION"] + body(command)[1:]
    listed = options(command)
    if listed:
        lines += [".SH OPTIONS"] + listed
    if subcommands:
        lines += [".SH COMMANDS"]
        for sub in subcommands:
            default = " (the default)" if command.get("defaultSubcommand") == sub["commandName"] else ""
            lines += ['.SS "%s%s"' % (escaped(" ".join(sub["path"])), default), synopsis(sub)] + body(sub) + options(sub)
            for deeper in below(sub):
                lines += [".PP", synopsis(deeper)] + body(deeper) + options(deeper)
    lines += exit_status()
    lines += [".SH SEE ALSO", "\\fB%s\\fR(%s)" % (escaped(root[0]), root[1])]
    return "\n".join(lines) + "\n"


def exit_status():
    meanings = [("0", "done"), ("64", "wrong words on the command line"), ("65", "bad data"), ("69", "not reachable"),
                ("73", "cannot write"), ("77", "not permitted")]
    lines = [".SH EXIT STATUS"]
    for number, meaning in meanings:
        lines += [".TP", number, meaning]
    return lines


def facts(text):
    """Sections from a text file: capitals begin one, a flush line an entry, indented lines explain it."""
    lines = []
    for line in text.split("\n"):
        if re.fullmatch(r"[A-Z][A-Z ]+", line):
            lines += [".SH " + line]
        elif line and not line.startswith(" "):
            lines += [".TP", "\\fB%s\\fR" % escaped(line)]
        elif line.strip():
            lines += [inline(line.strip())]
    return lines


def main():
    if len(sys.argv) not in (5, 6):
        raise SystemExit(__doc__)
    program, output, date, version = sys.argv[1:5]
    dump = subprocess.run([program, "--experimental-dump-help"], check=True, capture_output=True, text=True).stdout
    command = json.loads(dump)["command"]
    command.update(depth=0, path=[command["commandName"]])
    extra = open(sys.argv[5], encoding="utf-8").read() if len(sys.argv) == 6 else "1\n"
    first, _, rest = extra.partition("\n")
    own, *daemons = first.split()
    os.makedirs(output, exist_ok=True)
    root = (command["commandName"], own)

    lines = heading(command, own, date, version)
    lines += [".SH SYNOPSIS", synopsis(command), ".SH DESCRIPTION"] + body(command)[1:]
    lines += [".SH COMMANDS"]
    pages = {}
    for sub in below(command):
        name = "-".join(sub["path"])
        section = "8" if sub["commandName"] in daemons else "1"
        pages["%s.%s" % (name, section)] = page(sub, section, date, version, root)
        lines += [".TP", "\\fB%s\\fR(%s)" % (escaped(name), section), inline(sub.get("abstract", ""))]
    lines += [".SH OPTIONS"] + options(command) + facts(rest) + exit_status()
    pages["%s.%s" % root] = "\n".join(lines) + "\n"
    for name, text in pages.items():
        with open(os.path.join(output, name), "w", encoding="utf-8") as file:
            file.write(text)


if __name__ == "__main__":
    main()
