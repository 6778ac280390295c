package import Events

/// Lines of JSON of any kind: each object is an event.
package struct JSONLines: Dialect {
  package static let name = "jsonl"
  package static let about = "lines of JSON of any kind"

  package static func knows(_ line: Value, in path: String) -> Bool { true }

  package init(path: String) {}
}
