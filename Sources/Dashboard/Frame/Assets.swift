import Digests
import Events

/// A file that pages ask for, which is part of the program.
package struct Asset: Sendable {
  package let name: String
  package let type: String
  package let bytes: [UInt8]
  /// What its bytes come to, so that a browser keeps it and still never has an old one.
  package let version: String

  init(_ name: String, type: String, _ text: String) {
    let bytes = Array(text.utf8)
    (self.name, self.type, self.bytes) = (name, type, bytes)
    let digest = SHA256.hash(bytes.span).prefix(6)
    version = digest.map { String(UInt16($0) | 0x100, radix: 16).dropFirst() }.joined()
  }

  /// Where it is, with its version.
  var address: Address { Address("assets", name, query: [Address.Pair("v", version)]) }
}

/// All of them. Nothing else is asked for, and nothing from outside.
package enum Assets {
  package static let style = Asset("tlm.css", type: "text/css; charset=utf-8", Style.text)
  package static let script = Asset("tlm.js", type: "text/javascript; charset=utf-8", Script.text)
  package static let all = [style, script]

  /// What a page may do: load these and send forms to its own server, and nothing else.
  package static let policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; "
    + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
}
