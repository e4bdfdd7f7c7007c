# SPDX-License-Identifier: Apache-2.0
"""Job: a page of section 3 for each function, from its comment in the header."""

import re

import comment
import mdoc


def parts_of(text):
    """What the comment says: the description, [(parameter, text)], [(status, text)], threads, since."""
    pieces = re.split(r"(?m)^(?=@param |@return\b|Threads:)", text.strip("\n"))
    description, parameters, results, threads, since = pieces[0].strip("/* \n"), [], [], "", ""
    for piece in pieces[1:]:
        piece = re.sub(r"\s*\*?/?\s*\Z", "", piece)
        if piece.startswith("@param"):
            name, about = re.match(r"@param (\w+)\s*(.*)", piece, re.S).groups()
            parameters.append((name, about))
        elif piece.startswith("@return"):
            results.append(re.match(r"@return\s*((?:PERSONS_\w+)?)\s*(.*)", piece, re.S).groups())
        else:
            threads, since = re.match(r"Threads:\s*(.*?)\s*Since:\s*([\d.]+)", piece, re.S).groups()
    return description, parameters, results, threads, since.rstrip(".")


def synopsis(function):
    lines = [".In persons.h", f".Ft {mdoc.argument(function.result)}", f".Fo {function.name}"]
    for parameter in function.parameters or [None]:
        text = "void" if parameter is None else f"{parameter.type} {parameter.name}".replace("* ", "*")
        lines.append(f".Fa {mdoc.argument(text)}")
    return "\n".join([*lines, ".Fc"])


def returned(function, results):
    """Its statuses, or what it gives."""
    if not results:
        return f"The function returns {'nothing' if function.result == 'void' else 'a number'}."
    if not any(status for status, _ in results):
        return mdoc.paragraph(" ".join(about for _, about in results))
    entries = [(status, mdoc.paragraph(about) if about else "Done.") for status, about in results]
    common = ("Besides these, what every call may return: see\n.Xr libpersons 3 ."
              if function.takes_handle or function.name == "persons_open" else "")
    return comment.joined([mdoc.listed(entries), common] if common else [mdoc.listed(entries)])


def page(function, about_section, others):
    """The page of a function; `about_section` is what the header says of its whole section."""
    description, parameters, results, threads, since = parts_of(function.comment)
    summary = re.split(r"(?<=[a-z)\"])[.:;]\s", " ".join(description.split()) + " ")[0].rstrip(". ")
    entries = [(name, comment.as_mdoc(about)) for name, about in parameters]
    body = comment.joined([part for part in (
        comment.as_mdoc(description), mdoc.listed(entries) if entries else "",
        comment.as_mdoc(about_section, edge=2), mdoc.paragraph(f"Threads: {threads}")) if part])
    return mdoc.page(
        function.name, 3, summary, ("LIBRARY", "libpersons (-lpersons)"), ("SYNOPSIS", synopsis(function)),
        ("DESCRIPTION", body), ("RETURN VALUES", returned(function, results)),
        ("SEE ALSO", mdoc.see_also([("libpersons", 3), ("persons", 1), *((name, 3) for name in others)])),
        ("HISTORY", f"{function.name} is there since libpersons {since}."))
