"""SOAP 1.2 as ONVIF uses it: reading requests that may be hostile, writing answers and faults."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat
from xml.sax.saxutils import escape

ENVELOPE_NS = "http://www.w3.org/2003/05/soap-envelope"
ERROR_NS = "http://www.onvif.org/ver10/error"
SCHEMA_NS = "http://www.onvif.org/ver10/schema"
NAMESPACES = {
    "tds": "http://www.onvif.org/ver10/device/wsdl",
    "trt": "http://www.onvif.org/ver10/media/wsdl",
    "tr2": "http://www.onvif.org/ver20/media/wsdl",
    "tptz": "http://www.onvif.org/ver20/ptz/wsdl",
    "timg": "http://www.onvif.org/ver20/imaging/wsdl",
}
MAX_REQUEST_BYTES = 64 * 1024
MAX_DEPTH = 32
MAX_ELEMENTS = 1000


class SoapFault(Exception):  # noqa: N818 — the protocol's word
    """An answer that says why not.

    ``code`` is Sender or Receiver, ``subcodes`` go from the general to the special,
    ``status`` is the HTTP status.
    """

    def __init__(
        self, code: str, subcodes: tuple[str, ...], reason: str, status: int = 400
    ) -> None:
        super().__init__(reason)
        self.code, self.subcodes, self.reason, self.status = code, subcodes, reason, status


def sender(*subcodes: str, reason: str, status: int = 400) -> SoapFault:
    """A fault of who asked."""
    return SoapFault("Sender", subcodes, reason, status)


@dataclass(frozen=True, slots=True)
class Request:
    """One request: the namespace and name of what is asked, its element, the header."""

    namespace: str
    action: str
    body: Element
    header: Element | None

    def text(self, name: str) -> str | None:
        """The text of the first child of any namespace with this name."""
        return text_of(self.body, name)


def local_name(element: Element) -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def child(element: Element | None, name: str) -> Element | None:
    """The first child with this local name."""
    if element is None:
        return None
    return next((one for one in element if local_name(one) == name), None)


def text_of(element: Element | None, name: str) -> str | None:
    """The text of the first child with this local name; None where there is none."""
    found = child(element, name)
    return None if found is None else (found.text or "").strip()


def parse(data: bytes) -> Request:
    """Read a SOAP 1.2 request. Raises SoapFault; takes no DTD, no entities, no great depth."""
    if len(data) > MAX_REQUEST_BYTES:
        raise sender("ter:WellFormed", reason="The request is too large")
    envelope = _element_tree(data)
    if envelope.tag != f"{{{ENVELOPE_NS}}}Envelope":
        raise SoapFault("VersionMismatch", (), "Only SOAP 1.2 is understood")
    body = child(envelope, "Body")
    if body is None or len(body) != 1:
        raise sender("ter:WellFormed", reason="The body must hold one request")
    namespace, _, action = body[0].tag.removeprefix("{").rpartition("}")
    return Request(namespace, action, body[0], child(envelope, "Header"))


def _element_tree(data: bytes) -> Element:
    builder = TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="}")
    state = {"depth": 0, "elements": 0}

    def start(name: str, attributes: dict[str, str]) -> None:
        state["depth"] += 1
        state["elements"] += 1
        if state["depth"] > MAX_DEPTH or state["elements"] > MAX_ELEMENTS:
            raise sender("ter:WellFormed", reason="The request is too deep or too long")
        builder.start(_clark(name), {_clark(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        state["depth"] -= 1
        builder.end(_clark(name))

    def refuse(*_: object) -> None:
        raise sender("ter:WellFormed", reason="Document types and entities are refused")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.ProcessingInstructionHandler = refuse
    try:
        parser.Parse(data, True)
        return builder.close()
    except (expat.ExpatError, LookupError, ValueError, AssertionError) as error:
        raise sender("ter:WellFormed", reason="The request isn't well-formed XML") from error


def _clark(name: str) -> str:
    return "{" + name if "}" in name else name


def answer(content: str) -> bytes:
    """An envelope around an answer's XML, which may use tds, trt, tr2, tptz, timg and tt."""
    spaces = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<s:Envelope xmlns:s="{ENVELOPE_NS}" xmlns:tt="{SCHEMA_NS}" xmlns:ter="{ERROR_NS}"'
        f"{spaces}>"
        f"<s:Body>{content}</s:Body></s:Envelope>"
    ).encode()


def fault(error: SoapFault) -> bytes:
    """The envelope of a fault."""
    nested = ""
    for subcode in reversed(error.subcodes):
        nested = f"<s:Subcode><s:Value>{escape(subcode)}</s:Value>{nested}</s:Subcode>"
    return answer(
        f"<s:Fault><s:Code><s:Value>s:{error.code}</s:Value>{nested}</s:Code>"
        f'<s:Reason><s:Text xml:lang="en">{escape(error.reason)}</s:Text></s:Reason></s:Fault>'
    )
