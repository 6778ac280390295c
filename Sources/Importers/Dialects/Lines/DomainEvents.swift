package import Events

/// Events of a domain: a stream, a type, a version, data.
package struct DomainEvents: Dialect {
  package static let name = "domain"
  package static let about = "events of a domain: streamId, type, version, data"

  package static func knows(_ line: Value, in path: String) -> Bool {
    (line["streamId"]?.text ?? line["stream_id"]?.text) != nil && line["type"]?.text != nil
      && line["data"] != nil
  }

  package init(path: String) {}
}
